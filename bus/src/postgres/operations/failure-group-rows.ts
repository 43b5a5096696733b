import type { Sql } from "postgres";
import { openStates } from "../../delivery/states.ts";
import type { FailureGroup, GroupFilter, Snooze } from "../../operations/failure-groups.ts";
import { pageOf, type Page, type PageRequest } from "../../operations/page.ts";
import { arrayParameter } from "../array-parameter.ts";
import { rfc3339 } from "./instant.ts";
import { cursorKey, instantOf } from "./keyset.ts";
import type { Fragment, Querying } from "./querying.ts";

type GroupRow = Omit<FailureGroup, "route" | "snooze"> & {
  readonly key: string;
  readonly snoozeUntil: string | null;
  readonly snoozeCount: number | null;
  readonly snoozeRateCount: number | null;
  readonly snoozeRateSeconds: number | null;
};

/** One page of groups, last seen first. */
export async function listGroups(
  sql: Sql,
  { includeSettled = false, ...filter }: GroupFilter,
  { limit, cursor }: PageRequest,
): Promise<Page<FailureGroup>> {
  const rows = await sql<GroupRow[]>`
    SELECT ${columns(sql)} FROM (${counted(sql, chosen(sql, filter))}) AS g
    WHERE true
      ${includeSettled ? sql`` : sql`AND g.count > 0`}
      ${cursor ? sql`AND (g.last_seen_at, g.id) < (${instantOf(sql, cursor.key)}, ${cursor.messageId}::uuid)` : sql``}
    ORDER BY g.last_seen_at DESC, g.id DESC
    LIMIT ${limit + 1}`;
  return pageOf(rows, limit, { item: groupOf, cursor: ({ key, id }) => ({ key, messageId: id }) });
}

/** One group, with what is in it now. */
export async function findGroup(sql: Querying, id: string): Promise<FailureGroup | undefined> {
  const [row] = await sql<GroupRow[]>`SELECT ${columns(sql)} FROM (${counted(sql)}) AS g WHERE g.id = ${id}`;
  return row && groupOf(row);
}

/** Which groups by what stands in their own rows: so the failures of the others need not be counted. */
function chosen(sql: Querying, { state, owner, connection }: GroupFilter): Fragment | undefined {
  const conditions = [
    state === undefined ? undefined : sql`state = ${state}`,
    owner === undefined ? undefined : sql`owner = ${owner}`,
    connection === undefined ? undefined : sql`adapter = ${connection}`,
  ].filter((condition) => condition !== undefined);
  if (conditions.length === 0) return undefined;
  return conditions.reduce((all, condition) => sql`${all} AND ${condition}`);
}

/** The chosen groups, or all, with their open failures counted. Their `adapter` column names a connection. */
const counted = (sql: Querying, where?: Fragment) => sql`
  SELECT fg.id, fg.adapter AS connection, fg.operation, fg.code, fg.title, fg.state, fg.state_since, fg.snooze_until, fg.snooze_count,
         fg.snooze_rate_count, fg.snooze_rate_seconds, fg.owner, fg.ticket, fg.note, fg.first_seen_at,
         coalesce(f.count, 0) AS count, coalesce(f.last_seen_at, fg.first_seen_at) AS last_seen_at
  FROM (SELECT * FROM failure_group ${where ? sql`WHERE ${where}` : sql``}) fg LEFT JOIN (
    SELECT group_id, max(last_failed_at) AS last_seen_at,
           count(*) FILTER (WHERE state = ANY(${arrayParameter(sql, "text[]", openStates)}))::int AS count
    FROM delivery WHERE group_id IS NOT NULL AND last_failed_at IS NOT NULL
      ${where ? sql`AND group_id IN (SELECT id FROM failure_group WHERE ${where})` : sql``}
    GROUP BY group_id
  ) f ON f.group_id = fg.id`;

const columns = (sql: Querying) => sql`
  g.id, g.connection, g.operation, g.code, g.title, g.state, g.state_since AS "stateSince", g.snooze_until AS "snoozeUntil",
  g.snooze_count AS "snoozeCount", g.snooze_rate_count AS "snoozeRateCount", g.snooze_rate_seconds AS "snoozeRateSeconds",
  g.owner, g.ticket, g.note, g.count, g.first_seen_at AS "firstSeenAt",
  g.last_seen_at AS "lastSeenAt", ${cursorKey(sql, "lastSeenAt")} AS key`;

function groupOf(row: GroupRow): FailureGroup {
  const { id, connection, operation, code, title, state, owner, ticket, note, count } = row;
  return {
    id,
    connection,
    operation,
    // The intake is a route without an operation.
    route: connection === operation ? connection : `${connection}.${operation}`,
    code,
    title,
    state,
    stateSince: rfc3339(row.stateSince),
    snooze: state === "snoozed" ? snoozeOf(row) : null,
    owner,
    ticket,
    note,
    count,
    firstSeenAt: rfc3339(row.firstSeenAt),
    lastSeenAt: rfc3339(row.lastSeenAt),
  };
}

function snoozeOf({ snoozeUntil, snoozeCount, snoozeRateCount, snoozeRateSeconds }: GroupRow): Snooze {
  return {
    ...(snoozeUntil !== null && { until: rfc3339(snoozeUntil) }),
    ...(snoozeCount !== null && { count: snoozeCount }),
    ...(snoozeRateCount !== null &&
      snoozeRateSeconds !== null && { rate: { count: snoozeRateCount, seconds: snoozeRateSeconds } }),
  };
}
