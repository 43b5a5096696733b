import type { TransactionSql } from "postgres";
import { intakeRoute } from "../route.ts";
import { arrayParameter } from "./array-parameter.ts";
import { sentColumns, withRevision, type SentRow } from "./sent-body.ts";

/** A due delivery as it is stored, locked until the end of the transaction. */
export type DueRow = SentRow & {
  messageId: string;
  route: string;
  generation: number;
  starts: number;
  suspect: boolean;
};

/** So many tokens of replays may be in a route's retry queue at a time, by route. */
export type ReplayWindows = ReadonlyMap<string, number>;

/** For a route that is not configured: its tokens come back at once, and are only told apart by that. */
const unknownWindow = 200;

/**
 * Locks due deliveries, at most so many: whatever waits in its first life, then replays, and of these only as many as
 * their route's retry queue has room for. A retry that fell due meanwhile must not stand behind a hundred thousand.
 */
export async function takeDue(
  tx: TransactionSql,
  atMost: number,
  windows: ReplayWindows,
): Promise<readonly DueRow[]> {
  const first = await tx<DueRow[]>`
    SELECT ${columns(tx)}
    FROM delivery d JOIN message_body b ON b.message_id = d.message_id ${withRevision(tx)}
    WHERE d.next_attempt_at <= now() AND d.state = 'waiting' AND d.generation = 0
    ORDER BY d.next_attempt_at LIMIT ${atMost}
    FOR UPDATE OF d SKIP LOCKED`;
  if (first.length === atMost) return first;
  return [...first, ...(await takeReplays(tx, atMost - first.length, windows))];
}

async function takeReplays(
  tx: TransactionSql,
  atMost: number,
  windows: ReplayWindows,
): Promise<readonly DueRow[]> {
  const routes = arrayParameter(tx, "text[]", [...windows.keys()]);
  const sizes = arrayParameter(tx, "int[]", [...windows.values()]);
  return tx<DueRow[]>`
    WITH due AS MATERIALIZED (
      SELECT DISTINCT route FROM delivery
      WHERE next_attempt_at <= now() AND next_attempt_at IS NOT NULL AND generation > 0 AND state = 'waiting'
        -- The ingress takes those itself.
        AND route <> ${intakeRoute}
    ), room AS MATERIALIZED (
      SELECT due.route, coalesce(w.size, ${unknownWindow}) - (
        SELECT count(*) FROM delivery q
        WHERE q.route = due.route AND q.queued_at IS NOT NULL AND q.generation > 0 AND q.state = 'queued') AS free
      FROM due LEFT JOIN unnest(${routes}::text[], ${sizes}::int[]) AS w(route, size) ON w.route = due.route
    )
    SELECT ${columns(tx)}
    FROM room CROSS JOIN LATERAL (
      SELECT w.message_id, w.route, w.generation, w.starts, w.suspect, w.revision FROM delivery w
      WHERE w.route = room.route AND w.next_attempt_at <= now() AND w.next_attempt_at IS NOT NULL AND w.generation > 0
        AND w.state = 'waiting'
      ORDER BY w.next_attempt_at LIMIT greatest(0, room.free)
      FOR UPDATE SKIP LOCKED
    ) AS d JOIN message_body b ON b.message_id = d.message_id ${withRevision(tx)}
    LIMIT ${atMost}`;
}

const columns = (tx: TransactionSql) => tx`
  d.message_id AS "messageId", d.route, d.generation, d.starts, d.suspect, ${sentColumns(tx)}`;
