import type { GroupFilter } from "../../operations/failure-groups.ts";
import { arrayParameter } from "../array-parameter.ts";
import { routeOfGroup } from "./failure-group-tallied.ts";
import { codePattern, escaped } from "./like-pattern.ts";
import { epochSeconds } from "./instant.ts";
import type { Fragment, Querying } from "./querying.ts";

/** So many of a group's newest failures are asked for their type and source: a group is of one route, which hardly ever takes several types. */
const newest = 50;
/** So many failures without a group are counted. */
const countedMost = 10_001;

/** The condition that a filter is, over groups `g`. */
export const chosenGroups = (sql: Querying, filter: GroupFilter): Fragment => sql`
  true
  ${filter.ids === undefined ? sql`` : sql`AND g.id = ANY(${arrayParameter(sql, "uuid[]", filter.ids)})`}
  ${filter.includeSettled ? sql`` : sql`AND g.count > 0`}
  ${filter.states === undefined ? sql`` : sql`AND g.state = ANY(${arrayParameter(sql, "text[]", filter.states)})`}
  ${filter.owner === undefined ? sql`` : sql`AND g.owner = ${filter.owner}`}
  ${filter.connection === undefined ? sql`` : sql`AND g.adapter = ${filter.connection}`}
  ${filter.route === undefined ? sql`` : sql`AND ${routeOfGroup(sql)} = ${filter.route}`}
  ${filter.code === undefined ? sql`` : sql`AND g.code LIKE ${codePattern(filter.code)}`}
  ${filter.text === undefined ? sql`` : sql`AND ${says(sql, filter.text)}`}
  ${filter.from === undefined ? sql`` : sql`AND g.last_seen_at >= to_timestamp(${epochSeconds(filter.from)}::float8)`}
  ${filter.to === undefined ? sql`` : sql`AND g.first_seen_at < to_timestamp(${epochSeconds(filter.to)}::float8)`}
  ${filter.type === undefined ? sql`` : sql`AND ${hasType(sql, filter.type)}`}
  ${filter.source === undefined ? sql`` : sql`AND ${hasSource(sql, filter.source)}`}`;

function says(sql: Querying, text: string): Fragment {
  const anywhere = `%${escaped(text)}%`;
  return sql`(g.title ILIKE ${anywhere} OR g.code ILIKE ${anywhere})`;
}

const hasType = (sql: Querying, type: string): Fragment => sql`
  ${type} IN (SELECT n.type FROM (
    SELECT f.type FROM failure f WHERE f.group_id = g.id ORDER BY f.last_failed_at DESC LIMIT ${newest}) AS n)`;

/** What failed at the way in is in no intake: its envelope says where it came from. */
const hasSource = (sql: Querying, source: string): Fragment => sql`
  EXISTS (SELECT FROM (
    SELECT f.message_id FROM failure f WHERE f.group_id = g.id ORDER BY f.last_failed_at DESC LIMIT ${newest}) AS n
    WHERE coalesce(
      (SELECT i.source FROM intake i WHERE i.id = n.message_id),
      (SELECT b.envelope::jsonb ->> 'source' FROM message_body b WHERE b.message_id = n.message_id)
    ) LIKE ${codePattern(source)})`;

/** How many failures are in no group: they are told of beside every list of groups, so that none is overlooked. */
export async function countUngrouped(sql: Querying): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM failure f WHERE f.group_id IS NULL AND f.state <> 'discarded' LIMIT ${countedMost}) AS u`;
  return row?.count ?? 0;
}
