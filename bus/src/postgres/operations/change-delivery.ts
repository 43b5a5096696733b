import type { Sql, TransactionSql } from "postgres";
import type { DeliveryState } from "../../delivery/states.ts";
import { conflict, done, notFound, type Act, type Result } from "../../operations/act.ts";
import { deliveryId, type DeliveryKey } from "../../operations/delivery-id.ts";
import { leaveLanes } from "../lanes/leave-lanes.ts";
import { wakeWatches } from "../notices/wake.ts";
import { resolveVersion, type VersionNews } from "../versions.ts";
import { writeAudit } from "./audit.ts";
import { behindWhom, laneOfDelivery } from "./lane-columns.ts";
import type { Fragment } from "./querying.ts";
import { dispatchRevisions } from "./take-revision.ts";
import { transaction } from "../transaction.ts";

/** A delivery as an act finds it, under its lock. */
export type Found = {
  readonly state: DeliveryState;
  readonly generation: number;
  readonly revision: number;
  /** Whether an attempt of it has failed. */
  readonly failed: boolean;
  /** Whether it may have been applied, and nobody knows. */
  readonly doubtful: boolean;
  /** Of one that stands in a lane: which, and who is first there. */
  readonly lane: { readonly id: string; readonly head: string } | null;
  /** Whom it waits for, where it is parked. */
  readonly behind: string;
};

export type Step =
  | { readonly refuse: string }
  | {
      readonly change: (tx: TransactionSql) => Fragment;
      /** Where it stood in a lane, that goes on without it. */
      readonly leavesLane?: boolean;
      /** What states of the same entity need not wait to hear any more. */
      readonly news?: VersionNews;
      /** What the audit keeps beside before and after. */
      readonly detail?: object;
    };

type Change<Value> = {
  readonly key: DeliveryKey;
  readonly act: Act;
  readonly action: string;
  readonly decide: (found: Found, tx: TransactionSql) => Step | Promise<Step>;
  /** What the act answers, read in its transaction. */
  readonly answer: (tx: TransactionSql) => Promise<Result<Value>>;
};

/** Locks one delivery, decides by what it is, changes it and notes the act: one commit, or nothing. */
export async function changeDelivery<Value>(
  sql: Sql,
  { answer, ...change }: Change<Value>,
): Promise<Result<Value>> {
  const results: Result<Value>[] = [];
  // A transaction's own value is typed as what postgres.js makes of an array of promises.
  await transaction(sql, async (tx) => {
    const changed = await changeLocked(tx, change);
    results.push(changed.ok ? await answer(tx) : changed);
  });
  const [result = unknown(change.key)] = results;
  return result;
}

/** The same within a transaction that does more. */
export async function changeLocked(
  tx: TransactionSql,
  { key, act, action, decide }: Omit<Change<unknown>, "answer">,
): Promise<Result<undefined>> {
  const { messageId, route } = key;
  const [locked] = await tx`
    SELECT 1 FROM delivery WHERE message_id = ${messageId} AND route = ${route} FOR UPDATE`;
  if (!locked) return unknown(key);
  // Its place is looked up by a statement of its own: what changed while the lock was waited for is seen.
  const [found] = await tx<Found[]>`
    SELECT d.state, d.generation, d.revision, d.last_failed_at IS NOT NULL AS failed, d.doubt_since IS NOT NULL AS doubtful,
           ${laneOfDelivery(tx)} AS lane, ${behindWhom(tx)} AS behind
    FROM delivery d WHERE d.message_id = ${messageId} AND d.route = ${route}`;
  if (!found) return unknown(key);
  const step = await decide(found, tx);
  if ("refuse" in step) return conflict(step.refuse);
  const [after] = await tx`
    UPDATE delivery d SET ${step.change(tx)}, changed_at = now()
    WHERE message_id = ${messageId} AND route = ${route} RETURNING d.state, d.generation, d.revision`;
  const leaves = step.leavesLane === true && found.lane !== null;
  if (leaves) await tx`WITH ${leaveLanes(tx, tx`SELECT ${messageId}::uuid, ${route}::text`)} SELECT`;
  await tx`${wakeWatches(tx, tx`SELECT ${messageId}::uuid`)}`;
  if (step.news) await resolveVersion(tx, key, step.news);
  await noteDispatch(tx, key);
  const { state, generation, revision } = found;
  const before = { state, generation, revision };
  const detail = { before, after: { ...after }, ...(leaves && { lane: found.lane?.id }), ...step.detail };
  await writeAudit(tx, act, { action, target: deliveryId(key), detail });
  return done(undefined);
}

/** Where its next life has begun, what was approved for it goes out with that. */
async function noteDispatch(tx: TransactionSql, { messageId, route }: DeliveryKey): Promise<void> {
  const one = tx`
    SELECT message_id, route, generation, revision FROM delivery WHERE message_id = ${messageId} AND route = ${route}`;
  await tx`${dispatchRevisions(tx, one)}`;
}

/** The ledger has no such delivery. */
export const unknown = (key: DeliveryKey) => notFound(`The ledger has no delivery ${deliveryId(key)}.`);
