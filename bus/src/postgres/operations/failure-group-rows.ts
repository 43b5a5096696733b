import type { Sql } from "postgres";
import type { FailureGroup, GroupFilter, Snooze } from "../../operations/failure-groups.ts";
import { pageOf, type Page, type PageRequest } from "../../operations/page.ts";
import { rfc3339 } from "./instant.ts";
import { instantOf, microseconds } from "./keyset.ts";
import type { Fragment, Querying } from "./querying.ts";
import { readRule } from "./stored-rule.ts";

type GroupRow = Omit<FailureGroup, "route" | "snooze" | "hourly" | "replayWhen"> & {
  readonly key: string;
  /** By hours ago. */
  readonly failed: Readonly<Record<string, number>> | null;
  readonly snoozeUntil: string | null;
  readonly snoozeCount: number | null;
  readonly snoozeRateCount: number | null;
  readonly snoozeRateSeconds: number | null;
  readonly replayWhen: string | null;
};

/** One page of groups, last seen first. */
export async function listGroups(
  sql: Sql,
  { includeSettled = false, ...filter }: GroupFilter,
  { limit, cursor }: PageRequest,
): Promise<Page<FailureGroup>> {
  const rows = await sql<GroupRow[]>`
    ${counted(sql)}
    SELECT ${columns(sql)} FROM (${groups(sql)}) AS g
    WHERE ${chosen(sql, filter)}
      ${includeSettled ? sql`` : sql`AND g.count > 0`}
      ${cursor ? sql`AND (g.last_seen_at, g.id) < (${instantOf(sql, cursor.key)}, ${cursor.messageId}::uuid)` : sql``}
    ORDER BY g.last_seen_at DESC, g.id DESC
    LIMIT ${limit + 1}`;
  return pageOf(rows, limit, { item: groupOf, cursor: ({ key, id }) => ({ key, messageId: id }) });
}

/** One group, with what is in it now. */
export async function findGroup(sql: Querying, id: string): Promise<FailureGroup | undefined> {
  const [row] = await sql<GroupRow[]>`
    ${counted(sql, sql`WHERE group_id = ${id}`)} SELECT ${columns(sql)} FROM (${groups(sql)}) AS g WHERE g.id = ${id}`;
  return row && groupOf(row);
}

const chosen = (sql: Querying, { state, owner, connection }: GroupFilter): Fragment => sql`true
  ${state === undefined ? sql`` : sql`AND g.state = ${state}`}
  ${owner === undefined ? sql`` : sql`AND g.owner = ${owner}`}
  ${connection === undefined ? sql`` : sql`AND g.adapter = ${connection}`}`;

/**
 * What is in the groups now, and how often they failed in each of the last 24 hours (0 is the one that has begun): what has been
 * added up, and what has not. No failure is counted here.
 */
const counted = (sql: Querying, which: Fragment = sql``): Fragment => sql`
  WITH fresh AS MATERIALIZED (
    SELECT group_id, date_trunc('hour', last_failed_at, 'UTC') AS hour, sum(failed) AS failed, sum(open) AS open,
           max(last_failed_at) AS last_failed_at
    FROM failure_tally ${which} GROUP BY 1, 2
  ), now_open AS (
    SELECT group_id, sum(open)::int AS count, max(last_failed_at) AS last_seen_at FROM (
      SELECT group_id, open, last_failed_at FROM failure_count ${which}
      UNION ALL SELECT group_id, open, last_failed_at FROM fresh) AS c GROUP BY group_id
  ), last_day AS (
    SELECT group_id, json_object_agg(ago, failed) AS failed FROM (
      SELECT group_id, (extract(epoch FROM date_trunc('hour', now(), 'UTC') - hour) / 3600)::int AS ago, sum(failed)::int AS failed FROM (
        SELECT group_id, hour, failed FROM failure_hour ${which}
        UNION ALL SELECT group_id, hour, failed FROM fresh WHERE failed > 0) AS h
      WHERE hour > now() - interval '25 hours' GROUP BY 1, 2) AS s GROUP BY group_id
  )`;

/** All groups with what {@link counted} knows of them. Their `adapter` column names a connection. */
const groups = (sql: Querying): Fragment => sql`
  SELECT fg.*, coalesce(o.count, 0) AS count, coalesce(o.last_seen_at, fg.first_seen_at) AS last_seen_at, l.failed
  FROM failure_group fg LEFT JOIN now_open o ON o.group_id = fg.id LEFT JOIN last_day l ON l.group_id = fg.id`;

const columns = (sql: Querying): Fragment => sql`
  g.id, g.adapter AS connection, g.operation, g.code, g.title, g.state, g.state_since AS "stateSince", g.snooze_until AS "snoozeUntil",
  g.snooze_count AS "snoozeCount", g.snooze_rate_count AS "snoozeRateCount", g.snooze_rate_seconds AS "snoozeRateSeconds",
  g.owner, g.ticket, g.note, g.replay_when AS "replayWhen", g.count, g.failed, g.first_seen_at AS "firstSeenAt",
  g.last_seen_at AS "lastSeenAt", ${microseconds(sql, sql`g.last_seen_at`)} AS key`;

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
    replayWhen: row.replayWhen === null ? null : readRule(row.replayWhen),
    count,
    hourly: hourlyOf(row.failed ?? {}),
    firstSeenAt: rfc3339(row.firstSeenAt),
    lastSeenAt: rfc3339(row.lastSeenAt),
  };
}

const hourlyOf = (failed: Readonly<Record<string, number>>): readonly number[] =>
  Array.from({ length: 24 }, (_, index) => failed[String(23 - index)] ?? 0);

function snoozeOf({ snoozeUntil, snoozeCount, snoozeRateCount, snoozeRateSeconds }: GroupRow): Snooze {
  return {
    ...(snoozeUntil !== null && { until: rfc3339(snoozeUntil) }),
    ...(snoozeCount !== null && { count: snoozeCount }),
    ...(snoozeRateCount !== null &&
      snoozeRateSeconds !== null && { rate: { count: snoozeRateCount, seconds: snoozeRateSeconds } }),
  };
}
