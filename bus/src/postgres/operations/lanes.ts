import type { Sql } from "postgres";
import type { LaneFilter, Lanes, LaneView } from "../../operations/lanes.ts";
import { pageOf, type Page, type PageRequest } from "../../operations/page.ts";
import type { OperatedRoute } from "../../operations/quiet.ts";
import { releaseHead, retryHead, skipHead } from "./lane-acts.ts";
import { findLane, heads, viewOf, type LaneRow } from "./lane-rows.ts";

/** Strict lanes in Postgres. */
export function postgresLaneOperations(sql: Sql, routes: readonly OperatedRoute[]): Lanes {
  return {
    list: (filter, page) => list(sql, filter, page),
    get: (lane) => findLane(sql, lane),
    retry: (lane, act) => retryHead(sql, lane, routes, act),
    skip: (lane, act) => skipHead(sql, lane, act),
    release: (lane, act) => releaseHead(sql, lane, act),
  };
}

async function list(
  sql: Sql,
  { group, connection, state }: LaneFilter,
  { limit, cursor }: PageRequest,
): Promise<Page<LaneView>> {
  const rows = await sql<LaneRow[]>`
    ${heads(sql)}
      AND ${state === undefined ? sql`d.last_failed_at IS NOT NULL` : sql`d.state = ${state}`}
      ${group === undefined ? sql`` : sql`AND p.lane_group = ${group}`}
      ${connection === undefined ? sql`` : sql`AND split_part(p.lane_group, '.', 1) = ${connection}`}
      ${cursor ? sql`AND p.pos > ${cursor.key}::bigint` : sql``}
    ORDER BY p.pos LIMIT ${limit + 1}`;
  return pageOf(rows, limit, { item: viewOf, cursor: ({ pos }) => ({ key: pos }) });
}
