import type { Sql } from "postgres";
import type { Statistics } from "../../operations/statistics.ts";
import { statisticsView } from "../../statistics/view.ts";
import { readCounts } from "../statistics/read-counts.ts";

/** Statistics out of what the scheduler has counted, and what is still to be counted. */
export const postgresStatistics = (sql: Sql): Statistics => ({
  read: async (window, filter) => statisticsView(window, await readCounts(sql, window, filter)),
});
