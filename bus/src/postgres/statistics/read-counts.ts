import type { Sql } from "postgres";
import type { Counts, StepCount, TimeCount } from "../../statistics/counts.ts";
import { spansOf, type Window } from "../../statistics/window.ts";
import { rfc3339 } from "../operations/instant.ts";
import type { Fragment, Querying } from "../operations/querying.ts";
import { endedAttempts, timesOf } from "./ended-attempts.ts";

/** What is not in the counts yet is read as it is; where nobody counts, no more than this. */
const readAtOnce = "15 minutes";

/** Of which route, or of which connection. */
type CountsOf = { readonly route?: string | undefined; readonly connection?: string | undefined };

type Row = { readonly until: string } & (
  | (StepCount & { readonly measure: null })
  | (TimeCount & { readonly step: null })
  | { readonly step: null; readonly measure: null }
);

/**
 * What is counted of a window, and what is still to be counted: one statement, so that nothing is missing or there twice while
 * the scheduler counts.
 */
export async function readCounts(sql: Sql, window: Window, of: CountsOf = {}): Promise<Counts> {
  const { fromMs, stepMs } = window;
  const spans = spansOf(window);
  const chosen = (at: Fragment) => sql`${within(sql, at, window)} AND ${ofRoutes(sql, of)}`;
  const rows = await sql<Row[]>`
    WITH fresh AS MATERIALIZED (${endedAttempts(sql, sql`${isFresh(sql)} AND ${chosen(sql`a.recorded_at`)}`)})
    SELECT u.until, c.* FROM (SELECT least(now(), counted_to + ${readAtOnce}::interval) AS until FROM attempt_mark) AS u LEFT JOIN (
      SELECT floor((extract(epoch FROM start) * 1000 - ${fromMs}::float8) / ${stepMs}::float8)::int AS step, route, kind,
        NULL AS measure, NULL AS bucket, sum(count)::int AS count
      FROM (
        SELECT start, route, kind, count FROM attempt_count WHERE span = ${spans.count} AND ${chosen(sql`start`)}
        UNION ALL SELECT recorded_at, route, kind, 1 FROM fresh
      ) AS s GROUP BY 1, 2, 3
      UNION ALL SELECT NULL, route, NULL, measure, bucket, sum(count)::int
      FROM (
        SELECT route, measure, bucket, count FROM attempt_time WHERE span = ${spans.time} AND ${chosen(sql`start`)}
        UNION ALL SELECT e.route, m.measure, m.bucket, 1 FROM fresh AS e, ${timesOf(sql)} WHERE m.bucket IS NOT NULL
      ) AS t GROUP BY 2, 4, 5
    ) AS c ON true`;
  return {
    until: rfc3339(rows[0]?.until ?? ""),
    steps: rows.filter((row) => row.step !== null),
    times: rows.filter((row) => row.measure !== null),
  };
}

const isFresh = (sql: Querying): Fragment => sql`
  a.recorded_at > (SELECT counted_to FROM attempt_mark)
  AND a.recorded_at <= (SELECT counted_to + ${readAtOnce}::interval FROM attempt_mark)`;

const within = (sql: Querying, at: Fragment, { fromMs, toMs }: Window): Fragment => sql`
  ${at} >= to_timestamp(${fromMs / 1_000}::float8) AND ${at} < to_timestamp(${toMs / 1_000}::float8)`;

const ofRoutes = (sql: Querying, { route, connection }: CountsOf): Fragment => sql`true
  ${route === undefined ? sql`` : sql`AND route = ${route}`}
  ${connection === undefined ? sql`` : sql`AND split_part(route, '.', 1) = ${connection}`}`;
