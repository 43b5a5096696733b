import type { Sql } from "postgres";
import type { Arrival } from "../../lanes/lane-store.ts";

/** Like a parker it draws the place's number under the lock of the lane. Its message is stored: a retry token was sent. */
export async function reenter(sql: Sql, group: string, { token, route, key }: Arrival): Promise<void> {
  const { generation = -1, start = -1 } = token.retry ?? {};
  await sql`
    WITH back AS (
      UPDATE delivery d SET state = 'parked', next_attempt_at = NULL, queued_at = NULL, reason = NULL, changed_at = now()
      WHERE d.message_id = ${token.envelope.id} AND d.route = ${route} AND d.state IN ('waiting', 'queued')
        AND d.generation = ${generation} AND d.starts = ${start}
        AND NOT EXISTS (SELECT FROM parked p WHERE p.message_id = d.message_id AND p.route = d.route)
      RETURNING d.message_id, d.route
    ), lanes AS (
      INSERT INTO lane AS l (lane_group, key, depth)
      SELECT ${group}, ${key}, 1 FROM back
      ON CONFLICT (lane_group, key) DO UPDATE SET depth = l.depth + excluded.depth
      RETURNING key
    )
    INSERT INTO parked (lane_group, key, message_id, route)
    SELECT ${group}, l.key, b.message_id, b.route FROM back b, lanes l ORDER BY b.message_id`;
}
