import type { MetricFacts } from "../../operations/metrics.ts";
import type { Querying } from "../operations/querying.ts";

/** Where the circuits stand, and how many limiter keys there are. Which keys is nobody's business here: one may be a person's. */
export const readLimits = (sql: Querying): Promise<MetricFacts["limits"]> => sql<
  MetricFacts["limits"][number][]
>`
    SELECT connection, bool_or(key = '' AND attention AND circuit = 'open') AS "isCircuitOpen",
      count(*) FILTER (WHERE key <> '')::int AS keys,
      count(*) FILTER (WHERE key <> '' AND attention AND state::jsonb #>> '{door,is}' <> 'open')::int AS "closedKeys"
    FROM governor GROUP BY connection`;

/** Routes and connections that people have paused. */
export async function readPaused(sql: Querying): Promise<readonly string[]> {
  const rows = await sql<{ target: string }[]>`SELECT target FROM pause`;
  return rows.map(({ target }) => target);
}
