import type { Sql, TransactionSql } from "postgres";
import type { DeliveryState } from "../../delivery/states.ts";
import { done, type Act, type Result } from "../../operations/act.ts";
import { deliveryId, type DeliveryKey } from "../../operations/delivery-id.ts";
import type { Answer, Failure } from "../../operations/failures.ts";
import { changeDelivery, unknown, type Found, type Step } from "./change-delivery.ts";
import { askedOf, findDoubt } from "./doubt-row.ts";
import { findFailure } from "./failure-row.ts";

/** Makes a waiting delivery due now, or as soon as a doubtful call can no longer land. */
export function retryNow(sql: Sql, key: DeliveryKey, quietMs: number, act: Act): Promise<Result<Failure>> {
  return onDelivery(sql, key, act, "failure.retryNow", ({ state, behind }) => {
    if (state === "waiting") return dueNow(quietMs);
    const hint = state === "parked" ? ` It stands in a strict lane: ${behind}.` : hintFor(state);
    return { refuse: `It is ${state}; only what waits can be hurried.${hint}` };
  });
}

/** What makes a waiting delivery due. */
export const dueNow = (quietMs: number): Step => ({
  change: (tx) => tx`
    next_attempt_at = least(d.next_attempt_at, ${soonest(tx, quietMs)}), reason = 'retry now'`,
});

/**
 * When a delivery may be sent at the earliest: a fragment over `delivery d`. Its last change is never before the end of its
 * last call, also where its worker died in it, which no failure tells of.
 */
export const soonest = (tx: TransactionSql, quietMs: number) => tx`
  CASE WHEN d.doubt_since IS NULL THEN now()
       ELSE greatest(now(), d.changed_at + ${quietMs} * interval '1 ms') END`;

const discardable: readonly DeliveryState[] = ["dead", "blocked", "inDoubt", "waiting", "queued", "parked"];

/** Settles a delivery as discarded. */
export function discard(sql: Sql, key: DeliveryKey, act: Act): Promise<Result<Failure>> {
  return onDelivery(sql, key, act, "failure.discard", discarding);
}

/** The generation rises, so that a token on its way finds nothing to do; its lane goes on without it. */
export const discarding = (found: Found): Step => discardingAs("discarded", found);

/** The same, with what the ledger says of why. */
export function discardingAs(reason: string, { state, doubtful }: Found): Step {
  if (!discardable.includes(state)) return { refuse: `It is ${state}; that cannot be discarded.` };
  return {
    change: (tx) => tx`
      state = 'discarded', settled_at = now(), generation = d.generation + 1, next_attempt_at = NULL, queued_at = NULL,
      reason = ${reason}`,
    leavesLane: true,
    news: doubtful ? "givenUp" : "absent",
  };
}

/** Undoes a discard: back to what it was, or to dead where it was on its way. */
export function restore(sql: Sql, key: DeliveryKey, act: Act): Promise<Result<Failure>> {
  return onDelivery(sql, key, act, "failure.restore", restoring(key));
}

/** What a restore does; what left a strict lane cannot come back into it. */
export const restoring =
  (key: DeliveryKey) =>
  async ({ state }: Found, tx: TransactionSql): Promise<Step> => {
    if (state !== "discarded") return { refuse: `It is ${state}; only what was discarded can be restored.` };
    const { was, lane } = await discardOf(tx, key);
    if (lane !== undefined) return { refuse: movedOn(lane) };
    const again = was === "blocked" || was === "inDoubt" ? was : "dead";
    return {
      change: (sqlOf) => sqlOf`
        state = ${again}, settled_at = NULL, generation = d.generation + 1, reason = 'restored'`,
    };
  };

const movedOn = (lane: string): string =>
  `It stood in the strict lane ${lane}, which has gone on without it: what came after it must not come before it now. ` +
  "If it must still happen, publish it as a new message.";

/** The audit knows what a discard found. */
async function discardOf(
  tx: TransactionSql,
  key: DeliveryKey,
): Promise<{ readonly was?: string | undefined; readonly lane?: string | undefined }> {
  const [row] = await tx<{ detail: string | null }[]>`
    SELECT detail FROM audit
    WHERE target = ${deliveryId(key)} AND action IN ('failure.discard', 'lane.skip') ORDER BY id DESC LIMIT 1`;
  if (!row?.detail) return {};
  // Written by the act; `from` by earlier versions, whose lines stay as they are.
  const { before, from, lane } = JSON.parse(row.detail) as {
    before?: { state: string };
    from?: string;
    lane?: string;
  };
  return { was: before?.state ?? from, lane };
}

/** Writes down what a person found out about an effect in doubt; `absent` begins another life, due now. */
export function answer(sql: Sql, key: DeliveryKey, given: Answer, act: Act): Promise<Result<Failure>> {
  return onDelivery(sql, key, act, `failure.answer.${given}`, answering(key, given));
}

/** What an answer does; the audit keeps the question with it. */
export const answering =
  (key: DeliveryKey, given: Answer) =>
  async ({ state }: Found, sql: TransactionSql): Promise<Step> => {
    const doubt = await findDoubt(sql, key);
    if (!doubt) return { refuse: `It is ${state}; only what is in doubt takes an answer.` };
    const detail = { question: askedOf(doubt) };
    if (given === "applied") {
      return {
        detail,
        change: (tx) => tx`
          state = 'applied', settled_at = now(), doubt_since = NULL, barren = 0, reason = 'a person found it applied'`,
        leavesLane: true,
        news: "applied",
      };
    }
    return {
      detail,
      // A new era: without an effect a new key is safe, and some vendors keep their answer to the old one.
      change: (tx) => tx`
        state = 'waiting', next_attempt_at = now(), doubt_since = NULL, generation = d.generation + 1, era = d.era + 1,
        attempts = 0, barren = 0, released_at = now(), reason = 'a person found it absent'`,
    };
  };

/** Locks one delivery, decides by what it is, changes it and notes the act; answers what it is then. */
export function onDelivery(
  sql: Sql,
  key: DeliveryKey,
  act: Act,
  action: string,
  decide: (found: Found, tx: TransactionSql) => Step | Promise<Step>,
): Promise<Result<Failure>> {
  return changeDelivery(sql, {
    key,
    act,
    action,
    decide,
    answer: async (tx) => {
      const changed = await findFailure(tx, key);
      return changed ? done(changed) : unknown(key);
    },
  });
}

function hintFor(state: DeliveryState): string {
  if (state === "dead" || state === "blocked") return " Replay it.";
  return state === "inDoubt" ? " Answer whether it was applied." : "";
}
