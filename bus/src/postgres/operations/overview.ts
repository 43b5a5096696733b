import type { Sql } from "postgres";
import type { Overview, OverviewFacts } from "../../operations/overview.ts";
import { readAttention } from "../overview/attention.ts";
import { oldestUnprocessed } from "../overview/oldest-unprocessed.ts";
import { replaysUnderWay } from "../overview/replays-under-way.ts";
import { countRows } from "./failure-count.ts";

/** How it stands, out of what is indexed: no list is read whole. */
export const postgresOverview = (sql: Sql): Overview => ({
  async read(oldAfterMs) {
    const [failures, oldest, replays, attention] = await Promise.all([
      failuresByState(sql),
      oldestUnprocessed(sql),
      replaysUnderWay(sql),
      readAttention(sql, oldAfterMs),
    ]);
    return { failures, oldest, replays, attention };
  },
});

async function failuresByState(sql: Sql): Promise<OverviewFacts["failures"]> {
  const count = (state: string) => countRows(sql, sql`failure f WHERE f.state = ${state}`);
  const [dead, blocked, inDoubt, moving] = await Promise.all([
    count("dead"),
    count("blocked"),
    count("inDoubt"),
    count("moving"),
  ]);
  return { dead, blocked, inDoubt, moving };
}
