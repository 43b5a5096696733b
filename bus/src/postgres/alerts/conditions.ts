import type { Sql } from "postgres";
import type { Condition } from "../../alerts/alert.ts";
import { minutesWords } from "../../alerts/minutes.ts";
import type { AlertRules } from "../../alerts/rules.ts";
import { firstUuidOf } from "../partitions.ts";
import type { Querying } from "../operations/querying.ts";
import { heldRoutes } from "../queue-progress.ts";

/** More than this of one kind is a storm, and says nothing more than that. */
const most = 200;
/** Of a group, so many of the newest failures are looked at for one that needs a person. */
const newest = 200;
/** Of those that were accepted in a minute, so many are looked at. */
const sample = 500;

/** States in which a delivery goes on only if somebody acts. */
export const needsAPerson = ["dead", "blocked", "inDoubt"];

/** Everything in the ledger that a person should know of now. */
export async function readConditions(sql: Sql, rules: AlertRules): Promise<readonly Condition[]> {
  const found = await Promise.all([
    rules.groups ? groups(sql) : [],
    rules.oldFailureMs === null ? [] : oldFailure(sql, rules.oldFailureMs),
    rules.oldLaneMs === null ? [] : oldLanes(sql, rules.oldLaneMs),
    rules.circuitOpenMs === null ? [] : openCircuits(sql, rules.circuitOpenMs),
    rules.backlogMs === null ? [] : backlogs(sql, rules.backlogMs),
  ]);
  return found.flat();
}

/** A group that nobody has taken up. */
type GroupInTrouble = {
  readonly id: string;
  readonly connection: string;
  readonly route: string;
  readonly title: string;
  readonly state: "open" | "regressed";
  readonly since: string;
  /** In seconds. */
  readonly epoch: string;
};

/** Groups that nobody has taken up, and in which something needs a person: what is only retried heals by itself. */
export const groupsInTrouble = (sql: Sql, limit: number): Promise<readonly GroupInTrouble[]> => sql<
  GroupInTrouble[]
>`
    SELECT g.id, g.adapter AS connection, CASE WHEN g.adapter = g.operation THEN g.adapter ELSE g.adapter || '.' || g.operation END AS route,
      g.title, g.state, g.state_since AS since, ${sinceOf(sql)} AS epoch
    FROM failure_group g
    WHERE g.state IN ('open', 'regressed') AND EXISTS (
      SELECT FROM (
        SELECT f.state FROM failure f WHERE f.group_id = g.id ORDER BY f.last_failed_at DESC LIMIT ${newest}
      ) AS f WHERE f.state = ANY(${needsAPerson}))
    ORDER BY g.state_since DESC LIMIT ${limit}`;

async function groups(sql: Sql): Promise<readonly Condition[]> {
  const rows = await groupsInTrouble(sql, most);
  return rows.map(({ id, connection, route, title, state, epoch }) => ({
    // A group that was resolved and fails again is another trouble than before.
    key: `group:${id}:${epoch}`,
    kind: state === "regressed" ? "regressedGroup" : "newGroup",
    connection,
    title: `${route}: ${title}`,
    next: `spindle groups show ${id}`,
  }));
}

/** Since when a group `g` is in its state, as its alert's key has it. */
export const sinceOf = (sql: Querying) => sql`extract(epoch FROM g.state_since)::bigint::text`;

async function oldFailure(sql: Sql, olderThanMs: number): Promise<readonly Condition[]> {
  const [oldest] = await sql<{ id: string; connection: string; route: string; minutes: number }[]>`
    SELECT f.message_id || ':' || f.route AS id, split_part(f.route, '.', 1) AS connection, f.route,
      round(extract(epoch FROM now() - f.last_failed_at) / 60)::int AS minutes
    FROM failure f LEFT JOIN failure_group g ON g.id = f.group_id
    WHERE f.state = ANY(${needsAPerson}) AND f.last_failed_at < now() - ${olderThanMs} * interval '1 ms'
      AND (g.id IS NULL OR g.state IN ('open', 'regressed'))
    ORDER BY f.last_failed_at LIMIT 1`;
  if (!oldest) return [];
  const { id, connection, route, minutes } = oldest;
  return [
    {
      key: "oldFailure",
      kind: "oldFailure",
      connection,
      title: `The oldest failure that nobody has taken up waits for ${minutesWords(minutes)}, on ${route}.`,
      next: `spindle failures show ${id}`,
    },
  ];
}

async function oldLanes(sql: Sql, olderThanMs: number): Promise<readonly Condition[]> {
  const rows = await sql<{ group: string; lanes: number; minutes: number }[]>`
    SELECT lane_group AS group, count(DISTINCT key)::int AS lanes,
      round(extract(epoch FROM now() - min(parked_at)) / 60)::int AS minutes
    FROM parked WHERE parked_at < now() - ${olderThanMs} * interval '1 ms' GROUP BY lane_group LIMIT ${most}`;
  return rows.map(({ group, lanes, minutes }) => ({
    key: `oldLane:${group}`,
    kind: "oldLane",
    connection: group.split(".")[0] ?? null,
    title: `${lanes === 1 ? "1 lane stands" : `${lanes} lanes stand`} still in ${group}, the oldest for ${minutesWords(minutes)}.`,
    next: "spindle lanes",
  }));
}

async function openCircuits(sql: Sql, longerThanMs: number): Promise<readonly Condition[]> {
  const rows = await sql<{ connection: string; since: string }[]>`
    SELECT connection, to_char(to_timestamp(since / 1000) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS since
    FROM (
      SELECT connection, (state::jsonb #>> '{door,sinceMs}')::float8 AS since FROM governor
      WHERE key = '' AND attention AND circuit = 'open'
    ) AS g
    WHERE since < extract(epoch FROM now()) * 1000 - ${longerThanMs} LIMIT ${most}`;
  return rows.map(({ connection, since }) => ({
    key: `circuitOpen:${connection}`,
    kind: "circuitOpen",
    connection,
    title: `${connection} has not answered since ${since}; its deliveries wait.`,
    next: `spindle failures --connection ${connection}`,
  }));
}

/** Routes on which nothing is begun although the vendor is there: no worker runs, or too few. */
async function backlogs(sql: Sql, olderThanMs: number): Promise<readonly Condition[]> {
  const [now] = await sql<{ ms: number }[]>`SELECT (extract(epoch FROM now()) * 1000)::float8 AS ms`;
  const untilMs = (now?.ms ?? 0) - olderThanMs;
  const rows = await sql<{ route: string; waiting: number }[]>`
    SELECT r.route, count(*)::int AS waiting
    FROM (
      SELECT id, routes FROM intake WHERE id >= ${firstUuidOf(untilMs - 60_000)} AND id < ${firstUuidOf(untilMs)}
      ORDER BY id DESC LIMIT ${sample}
    ) AS i, unnest(i.routes) AS r(route)
    WHERE NOT EXISTS (SELECT FROM delivery d WHERE d.message_id = i.id AND d.route = r.route)
    GROUP BY r.route LIMIT ${most}`;
  const isHeld = await heldRoutes(sql);
  return rows.flatMap(({ route }) => {
    if (isHeld(route)) return [];
    const connection = route.split(".")[0] ?? "";
    const title = `On ${route} no worker has begun what was accepted ${minutesWords(Math.round(olderThanMs / 60_000))} ago.`;
    return [{ key: `backlog:${route}`, kind: "backlog" as const, connection, title, next: "spindle doctor" }];
  });
}
