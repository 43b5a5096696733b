import type { Sql } from "postgres";

/** At most this many in one statement; the rest is for the next turn. */
const batchSize = 5_000;

/**
 * Notes how released items ended. A delivery that is in a later life by now was released again by somebody else; then
 * the last attempt of this replay's life tells. Gives how many ended.
 */
export async function endItems(sql: Sql): Promise<number> {
  const { count } = await sql`
    WITH ended AS (
      SELECT i.replay_id, i.message_id, i.route, CASE
          WHEN d.message_id IS NULL THEN 'returned'
          WHEN d.generation = i.generation THEN CASE
            WHEN d.state IN ('applied', 'unchanged', 'superseded', 'inDoubt') THEN d.state
            ELSE 'failedAgain' END
          WHEN life.outcome IN ('applied', 'unchanged', 'superseded', 'inDoubt') THEN life.outcome
          WHEN life.outcome IN ('throttled', 'notYet') OR life.outcome IS NULL THEN 'returned'
          ELSE 'failedAgain'
        END AS state, CASE
          WHEN d.message_id IS NULL THEN 'the ledger no longer holds it'
          WHEN d.generation <> i.generation THEN 'somebody else took it over: it is ' || d.state
        END AS reason
      FROM replay_item i
      -- One by one: the planner would rather read the whole ledger, at each turn.
      LEFT JOIN LATERAL (
        SELECT e.message_id, e.generation, e.state FROM delivery e WHERE e.message_id = i.message_id AND e.route = i.route OFFSET 0
      ) AS d ON true
      LEFT JOIN LATERAL (
        SELECT a.outcome FROM attempt a
        WHERE d.generation <> i.generation
          AND a.message_id = i.message_id AND a.route = i.route AND a.generation = i.generation
        ORDER BY a.n DESC LIMIT 1
      ) AS life ON true
      WHERE i.state = 'inFlight'
        AND (d.message_id IS NULL OR d.generation <> i.generation OR d.state NOT IN ('waiting', 'queued', 'parked', 'running'))
      ORDER BY i.replay_id, i.message_id, i.route
      LIMIT ${batchSize}
      FOR UPDATE OF i SKIP LOCKED
    )
    UPDATE replay_item i SET state = e.state, reason = e.reason
    FROM ended e
    WHERE i.replay_id = e.replay_id AND i.message_id = e.message_id AND i.route = e.route AND i.state = 'inFlight'`;
  return count;
}
