import type { Fragment, Querying } from "./querying.ts";

/** The first place of the lane of place `p`: a lateral subquery. */
const headOf = (sql: Querying): Fragment => sql`
  SELECT f.message_id, f.route FROM parked f
  WHERE f.lane_group = p.lane_group AND f.key = p.key ORDER BY f.pos LIMIT 1`;

/** Where delivery `d` stands in a lane, as JSON; null where it stands in none. */
export const laneOfDelivery = (sql: Querying): Fragment => sql`(
  SELECT jsonb_build_object(
    'id', p.lane_group || ':' || p.key, 'head', h.message_id || ':' || h.route, 'behind', l.depth - 1)
  FROM parked p
  JOIN lane l ON l.lane_group = p.lane_group AND l.key = p.key
  CROSS JOIN LATERAL (${headOf(sql)}) AS h
  WHERE p.message_id = d.message_id AND p.route = d.route)`;

/** Why a delivery `d` that is parked cannot be sent by hand, as text for operators. */
export const behindWhom = (sql: Querying): Fragment => sql`coalesce((
  SELECT 'behind ' || h.message_id || ':' || h.route
  FROM parked p CROSS JOIN LATERAL (${headOf(sql)}) AS h
  WHERE p.message_id = d.message_id AND p.route = d.route AND (h.message_id, h.route) <> (d.message_id, d.route)
), 'it is the next of its lane, and goes by itself')`;
