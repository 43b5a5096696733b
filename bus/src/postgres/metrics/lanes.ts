import type { MetricFacts } from "../../operations/metrics.ts";
import { needsAPerson } from "../alerts/conditions.ts";
import type { Querying } from "../operations/querying.ts";
import { secondsSince } from "./seconds-since.ts";

/** Lanes in which anything stands, by connection; one is blocked behind a head that goes on only if somebody acts. */
export const readLanes = (sql: Querying): Promise<MetricFacts["lanes"]> => sql<
  MetricFacts["lanes"][number][]
>`
    SELECT l.connection, l.lanes, coalesce(b.blocked, 0) AS blocked, coalesce(p.oldest, 0) AS "oldestSeconds"
    FROM (SELECT split_part(lane_group, '.', 1) AS connection, count(*)::int AS lanes FROM lane GROUP BY 1) AS l
    LEFT JOIN (
      SELECT split_part(lane_group, '.', 1) AS connection, ${secondsSince(sql, sql`min(parked_at)`)} AS oldest
      FROM parked GROUP BY 1
    ) AS p USING (connection)
    LEFT JOIN (
      SELECT split_part(h.lane_group, '.', 1) AS connection, count(*)::int AS blocked
      FROM parked h JOIN failure f ON f.message_id = h.message_id AND f.route = h.route
      WHERE f.state = ANY(${needsAPerson}) AND NOT EXISTS (
        SELECT FROM parked e WHERE e.lane_group = h.lane_group AND e.key = h.key AND e.pos < h.pos)
      GROUP BY 1
    ) AS b USING (connection)`;
