import type { Sql } from "postgres";

/** Rows that one statement puts in doubt. */
const doubtBatch = 5_000;

/** Open deliveries, by route, that are not in doubt. */
export async function undoubted(sql: Sql): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ route: string; count: number }[]>`
    SELECT route, count(*)::int AS count FROM delivery WHERE ${isUndoubted(sql)} GROUP BY route`;
  return new Map(rows.map(({ route, count }) => [route, count]));
}

/** Puts them in doubt, from the last change that the ledger knows of. */
export async function doubtOpen(sql: Sql): Promise<void> {
  for (;;) {
    const { count } = await sql`
      UPDATE delivery SET doubt_since = changed_at
      WHERE (message_id, route) IN (
        SELECT message_id, route FROM delivery WHERE ${isUndoubted(sql)}
        ORDER BY message_id, route LIMIT ${doubtBatch} FOR UPDATE SKIP LOCKED)`;
    if (count < doubtBatch) return;
  }
}

/**
 * What is `running` comes into doubt by itself when its lease is over. The state may be older than an attempt that the
 * database has forgotten; that attempt came after the last change that it remembers.
 */
const isUndoubted = (sql: Sql) =>
  sql`doubt_since IS NULL AND state IN ('waiting', 'queued', 'parked', 'dead', 'blocked')`;
