import type { Sql } from "postgres";
import type { Counts, StepCount, TimeCount } from "../../statistics/counts.ts";
import { spansOf, type Window } from "../../statistics/window.ts";
import { rfc3339 } from "../operations/instant.ts";
import type { Fragment, Querying } from "../operations/querying.ts";
import { firstIdAt } from "../partitions.ts";
import { readDepths } from "./depths.ts";
import { endedAttempts, timesOf } from "./ended-attempts.ts";
import { ofRoutes, stepOf, within, type CountsOf } from "./in-window.ts";

/** What is not in the counts yet is read as it is; where nobody counts, no more than this. */
const readAtOnce = "15 minutes";

type Row = { readonly until: string } & (
  | (StepCount & { readonly measure: null })
  | (TimeCount & { readonly step: null })
  | { readonly step: null; readonly measure: null }
);

/** What is counted of a window, what is still to be counted, and what was seen in queues. */
export async function readCounts(sql: Sql, window: Window, of: CountsOf = {}): Promise<Counts> {
  const [counted, depths] = await Promise.all([readCounted(sql, window, of), readDepths(sql, window, of)]);
  return { ...counted, depths };
}

/** One statement, so that nothing is missing or there twice while the scheduler counts. */
async function readCounted(sql: Sql, window: Window, of: CountsOf): Promise<Omit<Counts, "depths">> {
  const spans = spansOf(window);
  const chosen = (at: Fragment) => sql`${within(sql, at, window)} AND ${ofRoutes(sql, of)}`;
  const rows = await sql<Row[]>`
    WITH fresh AS MATERIALIZED (${endedAttempts(sql, sql`${isFresh(sql)} AND ${chosen(sql`a.recorded_at`)}`)})
    SELECT u.until, c.* FROM (SELECT least(now(), counted_to + ${readAtOnce}::interval) AS until FROM attempt_mark) AS u LEFT JOIN (
      SELECT ${stepOf(sql, window)} AS step, route, kind,
        NULL AS measure, NULL AS bucket, sum(count)::int AS count
      FROM (
        SELECT start, route, kind, count FROM attempt_count WHERE span = ${spans.count} AND ${chosen(sql`start`)}
        UNION ALL SELECT recorded_at, route, kind, 1 FROM fresh
        UNION ALL SELECT accepted_at, route, 'accepted', 1 FROM intake, unnest(routes) AS r(route)
          WHERE ${isNew(sql)} AND ${chosen(sql`accepted_at`)} AND is_in_scope(route)
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

/** Messages of which no count tells yet. A caller who may see one of them may not see all its routes. */
const isNew = (sql: Querying): Fragment => sql`
  id >= (SELECT ${firstIdAt(sql, sql`counted_to`)} FROM attempt_mark)
  AND id < (SELECT ${firstIdAt(sql, sql`counted_to + ${readAtOnce}::interval`)} FROM attempt_mark)`;
