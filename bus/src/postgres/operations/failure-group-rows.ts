import type { FailureGroup, Snooze } from "../../operations/failure-groups.ts";
import { groups, hourlyOf, lastType, tallied } from "./failure-group-tallied.ts";
import { rfc3339 } from "./instant.ts";
import type { Fragment, Querying } from "./querying.ts";
import { readRule } from "./stored-rule.ts";

/** A group as it is read. */
export type GroupRow = Omit<FailureGroup, "route" | "snooze" | "hourly" | "replayWhen"> & {
  /** By hours ago. */
  readonly failed: Readonly<Record<string, number>> | null;
  readonly snoozeUntil: string | null;
  readonly snoozeCount: number | null;
  readonly snoozeRateCount: number | null;
  readonly snoozeRateSeconds: number | null;
  readonly replayWhen: string | null;
};

/** One group, with what is in it now. */
export async function findGroup(sql: Querying, id: string): Promise<FailureGroup | undefined> {
  const [row] = await sql<GroupRow[]>`
    ${tallied(sql, sql`WHERE group_id = ${id}`)} SELECT ${groupColumns(sql)} FROM (${groups(sql)}) AS g WHERE g.id = ${id}`;
  return row && groupOf(row);
}

/** The columns of a {@link GroupRow}, over {@link groups} `g`. */
export const groupColumns = (sql: Querying): Fragment => sql`
  ${saidColumns(sql)}, g.adapter AS connection, g.operation, g.code, g.title, g.state_since AS "stateSince",
  g.note, g.replay_when AS "replayWhen", g.count, g.failed, g.trend, ${lastType(sql)} AS type,
  g.first_seen_at AS "firstSeenAt", g.last_seen_at AS "lastSeenAt"`;

/** What can be said of many groups `g`, as it is now. */
export const saidColumns = (sql: Querying): Fragment => sql`
  g.id, g.state, g.snooze_until AS "snoozeUntil", g.snooze_count AS "snoozeCount", g.snooze_rate_count AS "snoozeRateCount",
  g.snooze_rate_seconds AS "snoozeRateSeconds", g.owner, g.ticket`;

/** A row as operators see it. */
export function groupOf(row: GroupRow): FailureGroup {
  const { id, connection, operation, code, title, state, owner, ticket, note, count, type, trend } = row;
  return {
    id,
    connection,
    operation,
    // The intake is a route without an operation.
    route: connection === operation ? connection : `${connection}.${operation}`,
    code,
    title,
    type,
    state,
    stateSince: rfc3339(row.stateSince),
    snooze: state === "snoozed" ? snoozeOf(row) : null,
    owner,
    ticket,
    note,
    replayWhen: row.replayWhen === null ? null : readRule(row.replayWhen),
    count,
    hourly: hourlyOf(row.failed),
    trend,
    firstSeenAt: rfc3339(row.firstSeenAt),
    lastSeenAt: rfc3339(row.lastSeenAt),
  };
}

type SnoozeRow = Pick<GroupRow, "snoozeUntil" | "snoozeCount" | "snoozeRateCount" | "snoozeRateSeconds">;

/** What ends a snooze. */
export function snoozeOf(row: SnoozeRow): Snooze {
  const { snoozeUntil, snoozeCount, snoozeRateCount, snoozeRateSeconds } = row;
  return {
    ...(snoozeUntil !== null && { until: rfc3339(snoozeUntil) }),
    ...(snoozeCount !== null && { count: snoozeCount }),
    ...(snoozeRateCount !== null &&
      snoozeRateSeconds !== null && { rate: { count: snoozeRateCount, seconds: snoozeRateSeconds } }),
  };
}
