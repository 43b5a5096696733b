import type { MetricFacts } from "../../operations/metrics.ts";
import type { Querying } from "../operations/querying.ts";

/** What was seen longer ago says nothing of now. */
const goodFor = "2 minutes";

/** The newest minute of each route in which a scheduler looked. */
export const readDepths = (sql: Querying): Promise<MetricFacts["depths"]> => sql<
  MetricFacts["depths"][number][]
>`
    SELECT DISTINCT ON (route) route, ready, in_line AS "inLine", retrying, stopped, in_flight AS "inFlight"
    FROM route_depth WHERE span = 1 AND start > now() - ${goodFor}::interval ORDER BY route, start DESC`;
