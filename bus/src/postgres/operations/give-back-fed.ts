import type { TransactionSql } from "postgres";

/**
 * What a cancelled replay gave back and no worker has ever begun in this life is as it was before: a backfill's delivery is
 * gone, since its route never had it, and a re-applied one is applied.
 */
export async function giveBackFed(tx: TransactionSql, id: string): Promise<void> {
  const untouched = tx`
    i.replay_id = ${id} AND i.state = 'returned' AND i.replay_id = r.id AND d.message_id = i.message_id AND d.route = i.route
    AND d.state = 'dead' AND d.generation = i.generation + 1 AND d.doubt_since IS NULL AND NOT EXISTS (
      SELECT FROM attempt a WHERE a.message_id = d.message_id AND a.route = d.route AND a.generation = i.generation)`;
  await tx`DELETE FROM delivery d USING replay_item i, replay r WHERE ${untouched} AND r.kind = 'backfill'`;
  await tx`
    UPDATE delivery d SET state = 'applied', reason = 'its re-apply was cancelled',
      settled_at = coalesce((
        SELECT max(a.started_at + a.duration_ms * interval '1 ms') FROM attempt a
        WHERE a.message_id = d.message_id AND a.route = d.route AND a.outcome = 'applied'), now())
    FROM replay_item i, replay r WHERE ${untouched} AND r.kind = 'reapply'`;
}
