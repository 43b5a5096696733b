import type { Sql, TransactionSql } from "postgres";
import { fingerprint } from "../failures/fingerprint.ts";
import type { Published } from "../rabbitmq/publisher.ts";
import { arrayParameter } from "./array-parameter.ts";
import type { Fragment } from "./operations/querying.ts";
import { routeGone } from "./route-gone.ts";
import { sentOf } from "./sent-body.ts";
import { storeGroup } from "./store-group.ts";
import { naming, type StoredEnvelope } from "./stored-envelope.ts";
import { takeDue, type DueRow, type ReplayWindows } from "./take-due.ts";
import { transaction } from "./transaction.ts";

/** A due delivery, with all that its token needs. */
export type Due = StoredEnvelope & {
  readonly route: string;
  readonly contentType: string;
  readonly body: Uint8Array;
  readonly generation: number;
  readonly start: number;
  /** To be started alone, in quarantine. */
  readonly suspect: boolean;
};

/** For so long what the broker did not take is left alone. */
const refusedMs = 2_000;

/** How many a round takes at the most; a full one means that more is due already. */
export const dispatchBatch = 200;

/**
 * Takes due deliveries, publishes each, and marks as queued what the broker confirmed; gives how many. The row locks
 * are the lease: a crash releases them, and a token that was published all the same finds its delivery still claimable.
 */
export function dispatchDue(
  sql: Sql,
  publish: (due: Due) => Promise<Published>,
  windows: ReplayWindows = new Map(),
): Promise<number> {
  return transaction(sql, async (tx) => {
    const rows = await takeDue(tx, dispatchBatch, windows);
    if (rows.length === 0) return 0;
    const results = await Promise.all(
      rows.map(async (row) => ({ row, published: await publish(dueOf(row)) })),
    );
    const stored = results.filter(({ published }) => published === "stored").map(({ row }) => row);
    const unroutable = results.filter(({ published }) => published === "unroutable").map(({ row }) => row);
    if (stored.length > 0)
      await change(tx, stored, tx`state = 'queued', queued_at = now(), next_attempt_at = NULL`);
    if (unroutable.length > 0) await blockUnroutable(tx, unroutable);
    const refused = results.filter(({ published }) => published === "refused" || published === "unknown");
    if (refused.length > 0)
      await putOff(
        tx,
        refused.map(({ row }) => row),
      );
    return stored.length;
  });
}

/** Else a queue that takes nothing would stand at the head of every round, before all other routes. */
const putOff = (tx: TransactionSql, rows: readonly DueRow[]) =>
  change(tx, rows, tx`next_attempt_at = now() + ${refusedMs} * interval '1 ms'`);

/** Route by route, the ids in the statement: joined, each would be looked up in every day of the ledger. */
async function change(tx: TransactionSql, rows: readonly DueRow[], assignments: Fragment): Promise<void> {
  for (const [route, ofRoute] of Map.groupBy(rows, (row) => row.route))
    await tx`UPDATE delivery SET ${assignments} WHERE route = ${route} AND message_id = ANY(${ids(tx, ofRoute)}::uuid[])`;
}

async function blockUnroutable(tx: TransactionSql, rows: readonly DueRow[]): Promise<void> {
  for (const [route, ofRoute] of Map.groupBy(rows, (row) => row.route)) {
    const group = await storeGroup(tx, fingerprint(route, routeGone));
    await tx`
      UPDATE delivery d SET state = 'blocked', next_attempt_at = NULL, error_code = ${routeGone.code},
        error_message = ${routeGone.message}, group_id = ${group}, changed_at = now(),
        first_failed_at = coalesce(first_failed_at, now()), last_failed_at = now()
      WHERE d.route = ${route} AND d.message_id = ANY(${ids(tx, ofRoute)}::uuid[])`;
  }
}

const ids = (sql: Pick<Sql, "typed">, rows: readonly DueRow[]) =>
  arrayParameter(
    sql,
    "uuid[]",
    rows.map(({ messageId }) => messageId),
  );

function dueOf({ route, generation, starts, suspect, ...row }: DueRow): Due {
  return { route, ...naming(route, sentOf(row)), generation, start: starts, suspect };
}
