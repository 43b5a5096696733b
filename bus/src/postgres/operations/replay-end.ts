import type { Sql } from "postgres";
import { arrayParameter } from "../array-parameter.ts";

type Item = { readonly messageId: string; readonly route: string; readonly generation: number };

/**
 * Notes how released items ended. A delivery that is in a later life by now was released again by somebody else; then
 * the last attempt of this replay's life tells. Gives how many ended.
 */
export async function endItems(sql: Sql): Promise<number> {
  const items = await sql<Item[]>`
    SELECT message_id AS "messageId", route, generation FROM replay_item WHERE state = 'inFlight'`;
  let ended = 0;
  for (const [route, ofRoute] of Map.groupBy(items, (item) => item.route)) {
    const over = await overOf(sql, route, ofRoute);
    if (over.length > 0) ended += await end(sql, route, over);
  }
  return ended;
}

/** Those that are not on their way any more; the ids stand in the statement: joined, each would be looked up in every day of the ledger. */
async function overOf(sql: Sql, route: string, items: readonly Item[]): Promise<readonly string[]> {
  const ids = items.map(({ messageId }) => messageId);
  const moving = await sql<Pick<Item, "messageId" | "generation">[]>`
    SELECT message_id AS "messageId", generation FROM delivery
    WHERE route = ${route} AND message_id = ANY(${arrayParameter(sql, "uuid[]", ids)}::uuid[])
      AND state IN ('waiting', 'queued', 'parked', 'running')`;
  const lives = new Map(moving.map(({ messageId, generation }) => [messageId, generation]));
  return items.flatMap(({ messageId, generation }) =>
    lives.get(messageId) === generation ? [] : [messageId],
  );
}

async function end(sql: Sql, route: string, messageIds: readonly string[]): Promise<number> {
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
      WHERE i.state = 'inFlight' AND i.route = ${route} AND i.message_id = ANY(${arrayParameter(sql, "uuid[]", messageIds)}::uuid[])
        AND (d.message_id IS NULL OR d.generation <> i.generation OR d.state NOT IN ('waiting', 'queued', 'parked', 'running'))
      ORDER BY i.replay_id, i.message_id, i.route
      FOR UPDATE OF i SKIP LOCKED
    )
    UPDATE replay_item i SET state = e.state, reason = e.reason
    FROM ended e
    WHERE i.replay_id = e.replay_id AND i.message_id = e.message_id AND i.route = e.route AND i.state = 'inFlight'`;
  return count;
}
