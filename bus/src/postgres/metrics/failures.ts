import type { MetricFacts } from "../../operations/metrics.ts";
import { groups, tallied } from "../operations/failure-group-tallied.ts";
import type { Querying } from "../operations/querying.ts";
import { secondsSince } from "./seconds-since.ts";

/** What has failed and is not settled. Counted, not estimated: an alert compares it with a number. */
export const readFailures = (sql: Querying): Promise<MetricFacts["failures"]> => sql<
  MetricFacts["failures"][number][]
>`
    SELECT route, state, count(*)::int AS count, ${secondsSince(sql, sql`min(last_failed_at)`)} AS "oldestSeconds"
    FROM failure WHERE state <> 'discarded' GROUP BY route, state`;

/** Groups with any failure, as lists of them show. */
export const readGroups = (sql: Querying): Promise<MetricFacts["groups"]> => sql<
  MetricFacts["groups"][number][]
>`
    ${tallied(sql)}
    SELECT g.state, count(*)::int AS count FROM (${groups(sql)}) AS g WHERE g.count > 0 GROUP BY g.state`;
