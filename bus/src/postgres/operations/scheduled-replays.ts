import type { Sql, TransactionSql } from "postgres";
import type { Act } from "../../operations/act.ts";
import { cancelWithin } from "./replay-acts.ts";

/** Begins what was to begin by now. Its rules look at what changes from then on, not at what changed since it was made. */
export async function beginScheduled(sql: Sql): Promise<void> {
  await sql`
    UPDATE replay SET state = 'running', paced_until = now(), judged_since = clock_timestamp()
    WHERE state = 'scheduled' AND finished_at IS NULL AND start_at <= now()`;
}

/**
 * Cancels what somebody has scheduled whose token is revoked, in that transaction: what they may no longer do is not begun in
 * their name later. What runs goes on.
 */
export async function cancelScheduledOf(tx: TransactionSql, name: string, act: Act): Promise<void> {
  const theirs = await tx<{ id: string }[]>`
    SELECT id FROM replay WHERE state = 'scheduled' AND actor = ${name} ORDER BY id FOR UPDATE`;
  for (const { id } of theirs) await cancelWithin(tx, id, act);
}
