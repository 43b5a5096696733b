import type { Fragment, Querying } from "../operations/querying.ts";

/**
 * Parts of a statement's `WITH`: deliveries that are done leave their places, and their lanes go on. `leaving` is a
 * subquery of message ids and routes. A lane's row is locked before it is judged, so that what a parker adds at the same
 * time is neither lost nor stranded; sorted, so that two batches never wait for each other.
 *
 * Lanes are looked up by arrays, and told apart by a condition that cannot become a join: of rows that the statement makes
 * itself Postgres expects one, and would read all lanes of the group for each.
 */
export const leaveLanes = (sql: Querying, leaving: Fragment): Fragment => sql`
  left_places AS (
    DELETE FROM parked p USING (${leaving}) AS done(message_id, route)
    WHERE p.message_id = done.message_id AND p.route = done.route
    RETURNING p.lane_group, p.key
  ), left_lanes AS MATERIALIZED (
    SELECT g.lane_group, g.key, l.depth - g.n AS depth
    FROM (
      SELECT lane_group, key, count(*)::int AS n FROM left_places GROUP BY lane_group, key ORDER BY lane_group, key
    ) AS g
    CROSS JOIN LATERAL (
      SELECT depth FROM lane WHERE lane.lane_group = g.lane_group AND lane.key = g.key FOR UPDATE
    ) AS l
  ), emptied_lanes AS (
    DELETE FROM lane l WHERE ${among(sql, sql`depth <= 0`)}
  ), lanes_going_on AS (
    UPDATE lane l SET ready_at = now(),
      depth = (SELECT g.depth FROM left_lanes g WHERE g.lane_group = l.lane_group AND g.key = l.key)
    WHERE ${among(sql, sql`depth > 0`)}
  )`;

const among = (sql: Querying, wanted: Fragment): Fragment => sql`
  l.lane_group = ANY(ARRAY(SELECT DISTINCT lane_group FROM left_lanes WHERE ${wanted}))
  AND l.key = ANY(ARRAY(SELECT key FROM left_lanes WHERE ${wanted}))
  AND CASE WHEN (l.lane_group, l.key) IN (SELECT lane_group, key FROM left_lanes WHERE ${wanted}) THEN true ELSE false END`;
