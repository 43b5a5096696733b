import type { Sql } from "postgres";
import { failingAfter } from "../../notices/patience.ts";
import type { TakenNotice } from "../../notices/store.ts";
import type { Querying } from "../operations/querying.ts";

/** Longer than a try and the noting of its result. */
export const takenForMs = 30_000;

/** Takes notices of an endpoint that are due; whoever else looks skips them until the time is over. */
export function takeDue(sql: Sql, endpoint: string, most: number): Promise<readonly TakenNotice[]> {
  return sql<TakenNotice[]>`
    UPDATE notice n SET tries = tries + 1, next_try_at = now() + ${takenForMs} * interval '1 ms'
    WHERE id = ANY(ARRAY(
      SELECT id FROM notice WHERE endpoint = ${endpoint} AND next_try_at <= now()
        AND NOT EXISTS (SELECT FROM notice_endpoint WHERE name = ${endpoint} AND (gone_at IS NOT NULL OR rest_until > now()))
      ORDER BY next_try_at
      LIMIT CASE WHEN EXISTS (SELECT FROM notice_endpoint WHERE name = ${endpoint} AND failures >= ${failingAfter})
        THEN 1 ELSE ${most} END
      FOR UPDATE SKIP LOCKED))
    RETURNING id, message_id AS "messageId", body, tries`;
}

/**
 * Makes due what waits for an endpoint that takes notices again. Not what somebody sends at this moment, which is due within
 * `takenForMs`.
 */
export async function hurryNotices(tx: Querying, endpoint: string): Promise<void> {
  await tx`
    UPDATE notice SET next_try_at = now()
    WHERE endpoint = ${endpoint} AND next_try_at > now() + ${takenForMs} * interval '1 ms'`;
}
