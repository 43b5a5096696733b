import type { MetricFacts } from "../../operations/metrics.ts";
import type { Querying } from "../operations/querying.ts";
import { unclaimedAtAges } from "../overview/oldest-unprocessed.ts";
import { secondsSince } from "./seconds-since.ts";

/**
 * What waits on each route for something that the bus does by itself: in its queue, for its turn, or due for another try. What
 * stands in line waits for what is before it, and is told of by its lane.
 */
export const readOldest = (sql: Querying): Promise<MetricFacts["oldest"]> => sql<
  MetricFacts["oldest"][number][]
>`
    SELECT route, ${secondsSince(sql, sql`min(since)`)} AS seconds FROM (
      SELECT route, queued_at AS since FROM delivery WHERE queued_at IS NOT NULL
      UNION ALL SELECT route, next_attempt_at FROM delivery WHERE next_attempt_at < now()
      UNION ALL SELECT route, to_timestamp(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0)
        FROM (${unclaimedAtAges(sql, true)}) AS u
    ) AS w GROUP BY route`;
