import type { Counted } from "../../operations/metrics.ts";
import type { Querying } from "../operations/querying.ts";

/** The totals that the scheduler keeps. What is not counted yet is left for the next scrape: it is there within a minute. */
export async function readCounted(sql: Querying): Promise<Counted> {
  const [marks, endings, times] = await Promise.all([
    sql<{ until: number }[]>`SELECT extract(epoch FROM counted_to)::float8 AS until FROM attempt_mark`,
    sql<
      Counted["endings"][number][]
    >`SELECT route, outcome, became, count::float8 AS count FROM attempt_total ORDER BY 1, 2, 3`,
    sql<Counted["times"][number][]>`
      SELECT route, measure, bucket, count::float8 AS count, sum_ms::float8 AS "sumMs" FROM attempt_time_total ORDER BY 1, 2, 3`,
  ]);
  return { until: marks[0]?.until ?? 0, endings, times };
}
