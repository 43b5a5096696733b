import type { Sql, TransactionSql } from "postgres";
import type { Deferral } from "../delivery/ledger.ts";
import { storeBody } from "./store-body.ts";
import { transaction } from "./transaction.ts";

/** Stores deliveries that are not to be started yet as waiting, with their messages, in one commit. */
export function defer(sql: Sql, route: string, deferrals: readonly Deferral[]): Promise<void> {
  // One order of locks for every batch.
  const sorted = deferrals.toSorted((a, b) => (a.token.envelope.id < b.token.envelope.id ? -1 : 1));
  return transaction(sql, async (tx) => {
    for (const deferral of sorted) await deferOne(tx, route, deferral);
  });
}

async function deferOne(
  tx: TransactionSql,
  route: string,
  { token, forMs, reason }: Deferral,
): Promise<void> {
  const { id } = token.envelope;
  const dueAt = tx`now() + ${forMs} * interval '1 ms'`;
  if (token.retry) {
    const { generation, start } = token.retry;
    await tx`
      UPDATE delivery SET state = 'waiting', next_attempt_at = ${dueAt}, queued_at = NULL, reason = ${reason}
      WHERE message_id = ${id} AND route = ${route} AND state IN ('queued', 'waiting', 'parked')
        AND generation = ${generation} AND starts = ${start}`;
    return;
  }
  // Stored in any case: where the row is somebody's who died, this token was the only copy.
  await storeBody(tx, token);
  await tx`
    INSERT INTO delivery (message_id, route, state, next_attempt_at, reason)
    VALUES (${id}, ${route}, 'waiting', ${dueAt}, ${reason})
    ON CONFLICT (message_id, route) DO NOTHING`;
}
