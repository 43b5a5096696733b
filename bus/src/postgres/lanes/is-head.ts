import type { Fragment, Querying } from "../operations/querying.ts";

/** Whether delivery `d` is the first of its lane: a condition. */
export const isHead = (sql: Querying): Fragment => sql`EXISTS (
  SELECT FROM parked p WHERE p.message_id = d.message_id AND p.route = d.route AND NOT EXISTS (
    SELECT FROM parked e WHERE e.lane_group = p.lane_group AND e.key = p.key AND e.pos < p.pos))`;
