import type { Sql, TransactionSql } from "postgres";
import type { DeliveryState } from "../../delivery/states.ts";
import { conflict, done, notFound, type Act, type Result } from "../../operations/act.ts";
import { deliveryId, type DeliveryKey } from "../../operations/delivery-id.ts";
import type { Answer, Failure } from "../../operations/failures.ts";
import { writeAudit } from "./audit.ts";
import { findFailure } from "./failure-row.ts";
import type { Fragment } from "./querying.ts";

/** Makes a waiting delivery due now, or as soon as a doubtful call can no longer land. */
export function retryNow(sql: Sql, key: DeliveryKey, quietMs: number, act: Act): Promise<Result<Failure>> {
  return onDelivery(sql, key, act, "failure.retryNow", (state) => {
    if (state !== "waiting")
      return { refuse: `It is ${state}; only what waits can be hurried.${hint(state)}` };
    return {
      change: (tx) => tx`
        next_attempt_at = ${soonest(tx, quietMs)}, reason = 'retry now'`,
    };
  });
}

/** When a delivery may be sent at the earliest: a fragment over `delivery d`. */
export const soonest = (tx: TransactionSql, quietMs: number | Fragment) => tx`
  CASE WHEN d.doubt_since IS NULL THEN now()
       ELSE greatest(now(), d.last_failed_at + ${quietMs} * interval '1 ms') END`;

const discardable: readonly DeliveryState[] = ["dead", "blocked", "inDoubt", "waiting", "queued"];

/** Settles a delivery as discarded. Its generation rises, so that a token on its way finds nothing to do. */
export function discard(sql: Sql, key: DeliveryKey, act: Act): Promise<Result<Failure>> {
  return onDelivery(sql, key, act, "failure.discard", (state) => {
    if (!discardable.includes(state)) return { refuse: `It is ${state}; that cannot be discarded.` };
    return {
      change: (tx) => tx`
        state = 'discarded', settled_at = now(), generation = d.generation + 1, next_attempt_at = NULL, queued_at = NULL,
        reason = 'discarded'`,
    };
  });
}

/** Undoes a discard: back to what it was, or to dead where it was on its way. */
export function restore(sql: Sql, key: DeliveryKey, act: Act): Promise<Result<Failure>> {
  return onDelivery(sql, key, act, "failure.restore", (state) => {
    if (state !== "discarded") return { refuse: `It is ${state}; only what was discarded can be restored.` };
    return {
      change: (tx) => tx`
        state = ${stateBeforeDiscard(tx, key)}, settled_at = NULL, generation = d.generation + 1, reason = 'restored'`,
    };
  });
}

/** The audit knows what a discard found. */
const stateBeforeDiscard = (tx: TransactionSql, key: DeliveryKey) => tx`coalesce((
  SELECT CASE WHEN detail::json ->> 'from' IN ('blocked', 'inDoubt') THEN detail::json ->> 'from' END FROM audit
  WHERE target = ${deliveryId(key)} AND action = 'failure.discard' ORDER BY id DESC LIMIT 1), 'dead')`;

/** Writes down what a person found out about an effect in doubt; `absent` begins another life, due now. */
export function answer(sql: Sql, key: DeliveryKey, given: Answer, act: Act): Promise<Result<Failure>> {
  return onDelivery(sql, key, act, `failure.answer.${given}`, (state) => {
    if (state !== "inDoubt") return { refuse: `It is ${state}; only what is in doubt takes an answer.` };
    if (given === "applied") {
      return {
        change: (tx) => tx`
          state = 'applied', settled_at = now(), doubt_since = NULL, barren = 0, reason = 'a person found it applied'`,
      };
    }
    return {
      // A new era: without an effect a new key is safe, and some vendors keep their answer to the old one.
      change: (tx) => tx`
        state = 'waiting', next_attempt_at = now(), doubt_since = NULL, generation = d.generation + 1, era = d.era + 1,
        attempts = 0, barren = 0, released_at = now(), reason = 'a person found it absent'`,
    };
  });
}

type Step = { readonly refuse: string } | { readonly change: (tx: TransactionSql) => Fragment };

/** Locks one delivery, decides by its state, changes it and notes the act: one commit, or nothing. */
function onDelivery(
  sql: Sql,
  key: DeliveryKey,
  act: Act,
  action: string,
  decide: (state: DeliveryState) => Step,
): Promise<Result<Failure>> {
  const { messageId, route } = key;
  return sql.begin(async (tx) => {
    const [row] = await tx<{ state: DeliveryState }[]>`
      SELECT state FROM delivery WHERE message_id = ${messageId} AND route = ${route} FOR UPDATE`;
    if (!row) return unknown(key);
    const step = decide(row.state);
    if ("refuse" in step) return conflict(step.refuse);
    await tx`
      UPDATE delivery d SET ${step.change(tx)}, changed_at = now()
      WHERE message_id = ${messageId} AND route = ${route}`;
    await writeAudit(tx, act, { action, target: deliveryId(key), detail: { from: row.state } });
    const changed = await findFailure(tx, key);
    return changed ? done(changed) : unknown(key);
  });
}

const unknown = (key: DeliveryKey) => notFound(`The ledger has no delivery ${deliveryId(key)}.`);

function hint(state: DeliveryState): string {
  if (state === "dead" || state === "blocked") return " Replay it.";
  return state === "inDoubt" ? " Answer whether it was applied." : "";
}
