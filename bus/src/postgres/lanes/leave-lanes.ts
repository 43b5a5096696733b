import type { Fragment, Querying } from "../operations/querying.ts";

/**
 * Parts of a statement's `WITH`: deliveries that are done leave their places, and their lanes go on. `leaving` is a
 * subquery of message ids and routes. A lane's row is locked before it is judged, so that what a parker adds at the same
 * time is neither lost nor stranded; sorted, so that two batches never wait for each other.
 */
export const leaveLanes = (sql: Querying, leaving: Fragment): Fragment => sql`
  left_places AS (
    DELETE FROM parked p USING (${leaving}) AS done(message_id, route)
    WHERE p.message_id = done.message_id AND p.route = done.route
    RETURNING p.lane_group, p.key
  ), left_lanes AS MATERIALIZED (
    SELECT l.lane_group, l.key, l.depth - g.n AS depth
    FROM (SELECT lane_group, key, count(*)::int AS n FROM left_places GROUP BY lane_group, key) AS g
    JOIN lane l ON l.lane_group = g.lane_group AND l.key = g.key
    ORDER BY l.lane_group, l.key
    FOR UPDATE OF l
  ), emptied_lanes AS (
    DELETE FROM lane l USING left_lanes g WHERE l.lane_group = g.lane_group AND l.key = g.key AND g.depth <= 0
  ), lanes_going_on AS (
    UPDATE lane l SET depth = g.depth, ready_at = now()
    FROM left_lanes g WHERE l.lane_group = g.lane_group AND l.key = g.key AND g.depth > 0
  )`;
