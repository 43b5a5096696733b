import type { Fragment, Querying } from "./querying.ts";

/**
 * What is in the groups now, and how often they failed in each of the last 24 hours (0 is the one that has begun): what has been
 * added up, and what has not. No failure is counted here.
 */
export const tallied = (sql: Querying, which: Fragment = sql``): Fragment => sql`
  WITH fresh AS MATERIALIZED (
    SELECT group_id, date_trunc('hour', last_failed_at, 'UTC') AS hour, sum(failed) AS failed, sum(open) AS open,
           max(last_failed_at) AS last_failed_at
    FROM failure_tally ${which} GROUP BY 1, 2
  ), now_open AS (
    SELECT group_id, sum(open)::int AS count, max(last_failed_at) AS last_seen_at FROM (
      SELECT group_id, open, last_failed_at FROM failure_count ${which}
      UNION ALL SELECT group_id, open, last_failed_at FROM fresh) AS c GROUP BY group_id
  ), last_day AS (
    SELECT group_id, json_object_agg(ago, failed) AS failed,
           coalesce(sum(failed) FILTER (WHERE ago < 3), 0)::int - coalesce(sum(failed) FILTER (WHERE ago BETWEEN 3 AND 5), 0)::int AS trend
    FROM (
      SELECT group_id, (extract(epoch FROM date_trunc('hour', now(), 'UTC') - hour) / 3600)::int AS ago, sum(failed)::int AS failed FROM (
        SELECT group_id, hour, failed FROM failure_hour ${which}
        UNION ALL SELECT group_id, hour, failed FROM fresh WHERE failed > 0) AS h
      WHERE hour > now() - interval '25 hours' GROUP BY 1, 2) AS s GROUP BY group_id
  )`;

/** All groups with what {@link tallied} knows of them. Their `adapter` column names a connection. */
export const groups = (sql: Querying): Fragment => sql`
  SELECT fg.*, coalesce(o.count, 0) AS count, coalesce(o.last_seen_at, fg.first_seen_at) AS last_seen_at, l.failed,
         coalesce(l.trend, 0) AS trend
  FROM failure_group fg LEFT JOIN now_open o ON o.group_id = fg.id LEFT JOIN last_day l ON l.group_id = fg.id`;

/** The route of a group `g`. The intake is a route without an operation. */
export const routeOfGroup = (sql: Querying): Fragment =>
  sql`CASE WHEN g.adapter = g.operation THEN g.adapter ELSE g.adapter || '.' || g.operation END`;

/** The type of what failed last in a group `g`. */
export const lastType = (sql: Querying): Fragment =>
  sql`(SELECT f.type FROM failure f WHERE f.group_id = g.id ORDER BY f.last_failed_at DESC LIMIT 1)`;

/** Failures by hours ago as a list, this hour last. */
export const hourlyOf = (failed: Readonly<Record<string, number>> | null): readonly number[] =>
  Array.from({ length: 24 }, (_, index) => failed?.[String(23 - index)] ?? 0);
