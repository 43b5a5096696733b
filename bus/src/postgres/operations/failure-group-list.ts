import type { Sql } from "postgres";
import {
  groupStates,
  type GroupFilter,
  type GroupPage,
  type GroupSort,
  type GroupState,
} from "../../operations/failure-groups.ts";
import { pageOf, type PageRequest } from "../../operations/page.ts";
import { bothChecksums, checksumOfGroups } from "./checksum.ts";
import { chosenGroups, countUngrouped } from "./failure-group-filter.ts";
import { groupColumns, groupOf, type GroupRow } from "./failure-group-rows.ts";
import { groups, tallied } from "./failure-group-tallied.ts";
import type { Fragment, Querying } from "./querying.ts";

/** One page of groups, and how many there are in each state. */
export async function listGroups(
  sql: Sql,
  filter: GroupFilter,
  { limit, cursor }: PageRequest,
  sort: GroupSort = "lastSeen",
): Promise<GroupPage> {
  const by = sortKey(sql, sort);
  const rows = await sql<(GroupRow & { readonly key: string })[]>`
    ${tallied(sql)}
    SELECT ${groupColumns(sql)}, ${by}::text AS key FROM (${groups(sql)}) AS g
    WHERE ${chosenGroups(sql, filter)}
      ${cursor ? sql`AND (${by}, g.id) < (${cursor.key}::bigint, ${cursor.messageId}::uuid)` : sql``}
    ORDER BY ${by} DESC, g.id DESC
    LIMIT ${limit + 1}`;
  const page = pageOf(rows, limit, { item: groupOf, cursor: ({ key, id }) => ({ key, messageId: id }) });
  const byState = await countByState(sql, filter);
  const asked = byState.filter(({ state }) => (filter.states ?? groupStates).includes(state));
  return {
    ...page,
    counts: countsOf(byState),
    count: { value: sumOf(asked, "count"), checksum: checksumOfAll(asked) },
    failures: sumOf(asked, "failures"),
    ungrouped: await countUngrouped(sql),
  };
}

/** What a list is sorted by, as a whole number that is not negative: a cursor's key. */
function sortKey(sql: Querying, sort: GroupSort): Fragment {
  switch (sort) {
    case "lastSeen":
      return sql`(extract(epoch FROM g.last_seen_at) * 1000000)::bigint`;
    case "firstSeen":
      return sql`(extract(epoch FROM g.first_seen_at) * 1000000)::bigint`;
    case "count":
      return sql`greatest(g.count, 0)::bigint`;
    case "trend":
      return sql`(g.trend::bigint + 10000000000)`;
    default:
      return sort satisfies never;
  }
}

type StateCount = {
  readonly state: GroupState;
  readonly count: number;
  readonly checksum: string;
  readonly failures: number;
};

/** How many groups there are in each state, which these are, and failures in them, whichever state is asked for. */
const countByState = (sql: Sql, filter: GroupFilter) => sql<StateCount[]>`
  ${tallied(sql)}
  SELECT g.state, count(*)::int AS count, ${checksumOfGroups(sql, sql`g`)} AS checksum, sum(greatest(g.count, 0))::int AS failures FROM (${groups(sql)}) AS g
  WHERE ${chosenGroups(sql, { ...filter, states: undefined })} GROUP BY g.state`;

const sumOf = (byState: readonly StateCount[], what: "count" | "failures"): number =>
  byState.reduce((sum, row) => sum + row[what], 0);

const checksumOfAll = (byState: readonly StateCount[]): string =>
  byState.reduce((all, { checksum }) => bothChecksums(all, checksum), "0");

function countsOf(byState: readonly StateCount[]): GroupPage["counts"] {
  const of = (state: GroupState) => byState.find((row) => row.state === state)?.count ?? 0;
  const counts = Object.fromEntries(groupStates.map((state) => [state, of(state)])) as Record<
    GroupState,
    number
  >; // as: built from every one of the names
  return { ...counts, all: sumOf(byState, "count") };
}
