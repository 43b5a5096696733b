import type { Sql } from "postgres";
import type { GroupFilter, Grouping, GroupTallies, GroupTally } from "../../operations/failure-groups.ts";
import { chosenGroups, countUngrouped } from "./failure-group-filter.ts";
import { groups, hourlyOf, lastType, routeOfGroup, tallied } from "./failure-group-tallied.ts";
import { rfc3339 } from "./instant.ts";
import type { Fragment, Querying } from "./querying.ts";

/** More than this is a list that nobody reads. */
const most = 500;

type TallyRow = Omit<GroupTally, "hourly"> & {
  /** Of each group in it: by hours ago. */
  readonly failed: readonly (Readonly<Record<string, number>> | null)[];
};

/** What the groups add up to by something that they have in common, the most failures first. */
export async function tallyGroups(sql: Sql, by: Grouping, filter: GroupFilter): Promise<GroupTallies> {
  const rows = await sql<TallyRow[]>`
    ${tallied(sql)}
    SELECT ${keyOf(sql, by)} AS key, count(*)::int AS groups, sum(g.count)::int AS count, sum(g.trend)::int AS trend,
           json_agg(g.failed) AS failed, min(g.first_seen_at) AS "firstSeenAt", max(g.last_seen_at) AS "lastSeenAt"
    FROM (${groups(sql)}) AS g WHERE ${chosenGroups(sql, filter)}
    GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT ${most + 1}`;
  return {
    data: rows.slice(0, most).map(tallyOf),
    complete: rows.length <= most,
    ungrouped: await countUngrouped(sql),
  };
}

function keyOf(sql: Querying, by: Grouping): Fragment {
  if (by === "route") return routeOfGroup(sql);
  if (by === "type") return lastType(sql);
  return by === "connection" ? sql`g.adapter` : sql`g.code`;
}

function tallyOf({ failed, firstSeenAt, lastSeenAt, ...row }: TallyRow): GroupTally {
  const hours = failed.map(hourlyOf);
  return {
    ...row,
    hourly: hourlyOf(null).map((_, hour) => hours.reduce((sum, each) => sum + (each[hour] ?? 0), 0)),
    firstSeenAt: rfc3339(firstSeenAt),
    lastSeenAt: rfc3339(lastSeenAt),
  };
}
