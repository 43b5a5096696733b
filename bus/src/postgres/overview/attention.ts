import type { Sql } from "postgres";
import type { AlertKind } from "../../alerts/alert.ts";
import type { Attention } from "../../operations/overview.ts";
import { laneId } from "../../operations/lane-id.ts";
import { groupsInTrouble, needsAPerson } from "../alerts/conditions.ts";
import { rfc3339 } from "../operations/instant.ts";
import { growingRoutes } from "./growing.ts";

/** Of each kind: who has more to look at looks at a list. */
const most = 20;
/** More are not counted. */
const countedMost = 10_000;

/** Alerts that say nothing else of what is listed already. */
const ofTheirOwn: readonly AlertKind[] = ["backlog", "recorderLag", "quietFeed"];

/** What the tables say that needs a person. */
export async function readAttention(sql: Sql, oldAfterMs: number | null): Promise<readonly Attention[]> {
  const found = await Promise.all([
    groups(sql),
    doubts(sql),
    blockedLanes(sql),
    growingRoutes(sql, most),
    oldAfterMs === null ? [] : oldFailure(sql, oldAfterMs),
    alerts(sql),
  ]);
  return found.flat();
}

async function groups(sql: Sql): Promise<readonly Attention[]> {
  const rows = await groupsInTrouble(sql, most);
  return rows.map(({ id, connection, route, title, state, since }) => ({
    kind: state === "regressed" ? "regressedGroup" : "newGroup",
    subject: route,
    since: rfc3339(since),
    words: title,
    ids: { group: id, route, connection },
  }));
}

async function doubts(sql: Sql): Promise<readonly Attention[]> {
  const rows = await sql<{ route: string; count: number; since: string; id: string }[]>`
    SELECT route, count(*)::int AS count, min(last_failed_at) AS since,
      (array_agg(message_id || ':' || route ORDER BY last_failed_at))[1] AS id
    FROM (SELECT message_id, route, last_failed_at FROM failure WHERE state = 'inDoubt' LIMIT ${countedMost}) AS f
    GROUP BY route ORDER BY since LIMIT ${most}`;
  return rows.map(({ route, count, since, id }) => ({
    kind: "doubt",
    subject: route,
    since: rfc3339(since),
    words: `${numberOf(count)} in doubt: only a person can say whether the vendor did it.`,
    ids: { route, connection: connectionOf(route), ...(count === 1 && { failure: id }) },
  }));
}

async function blockedLanes(sql: Sql): Promise<readonly Attention[]> {
  const rows = await sql<{ group: string; count: number; since: string; key: string }[]>`
    SELECT p.lane_group AS group, count(*)::int AS count, min(p.parked_at) AS since, (array_agg(p.key ORDER BY p.pos))[1] AS key
    FROM parked p JOIN delivery d ON d.message_id = p.message_id AND d.route = p.route
    WHERE d.state = ANY(${needsAPerson}) AND NOT EXISTS (
      SELECT FROM parked e WHERE e.lane_group = p.lane_group AND e.key = p.key AND e.pos < p.pos)
    GROUP BY p.lane_group ORDER BY since LIMIT ${most}`;
  return rows.map(({ group, count, since, key }) => ({
    kind: "blockedLane",
    subject: group,
    since: rfc3339(since),
    words: `${count === 1 ? "1 lane stands" : `${count} lanes stand`} still until something is done about the head.`,
    ids: {
      laneGroup: group,
      connection: connectionOf(group),
      ...(count === 1 && { lane: laneId({ group, key }) }),
    },
  }));
}

async function oldFailure(sql: Sql, oldAfterMs: number): Promise<readonly Attention[]> {
  const rows = await sql<{ id: string; route: string; since: string }[]>`
    SELECT f.message_id || ':' || f.route AS id, f.route, f.last_failed_at AS since
    FROM failure f LEFT JOIN failure_group g ON g.id = f.group_id
    WHERE f.state = ANY(${needsAPerson}) AND f.last_failed_at < now() - ${oldAfterMs} * interval '1 ms'
      AND (g.id IS NULL OR g.state IN ('open', 'regressed'))
    ORDER BY f.last_failed_at LIMIT 1`;
  return rows.map(({ id, route, since }) => ({
    kind: "oldFailure",
    subject: route,
    since: rfc3339(since),
    words: "The oldest failure that nobody has taken up.",
    ids: { failure: id, route, connection: connectionOf(route) },
  }));
}

async function alerts(sql: Sql): Promise<readonly Attention[]> {
  const rows = await sql<
    { id: string; kind: string; connection: string | null; title: string; since: string }[]
  >`
    SELECT id, kind, connection, title, since FROM alert
    WHERE ended_at IS NULL AND kind = ANY(${[...ofTheirOwn]}) ORDER BY since LIMIT ${most}`;
  return rows.map(({ id, kind, connection, title, since }) => ({
    kind: "alert",
    subject: connection ?? kind,
    since: rfc3339(since),
    words: title,
    ids: { alert: id, ...(connection !== null && { connection }) },
  }));
}

const connectionOf = (route: string): string => route.split(".")[0] ?? route;

const numberOf = (count: number): string =>
  count === 1 ? "1 effect is" : `${count}${count === countedMost ? " or more" : ""} effects are`;
