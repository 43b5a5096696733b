import type { Sql } from "postgres";
import { accountLimits, type GateLimits } from "../../governor/accounts.ts";
import { isOutage, type Door } from "../../governor/door.ts";
import { leftOf, type Left } from "../../governor/left.ts";
import { blankStanding, readStanding, wholeConnection, type Standing } from "../../governor/standing.ts";
import type {
  AccountLeft,
  Closure,
  GovernorReport,
  LaneCounts,
  PlanState,
  RouteCounts,
} from "../../operations/plan-views.ts";
import { inHandOf } from "../statistics/in-hand.ts";
import { typeVolumes } from "./type-volumes.ts";

const nothing: RouteCounts = {
  waiting: 0,
  queued: 0,
  inDoubt: 0,
  dead: 0,
  blocked: 0,
  inLine: 0,
  inFlight: 0,
};

/** What the ledger and the workers say about routes and connections. */
export function postgresPlanState(sql: Sql): PlanState {
  return {
    counts: () => counts(sql),
    lanes: () => lanes(sql),
    governors: () => governors(sql),
    left: (limits) => left(sql, limits),
    accounts: (connection, limits) => accounts(sql, connection, limits),
    volumes: () => typeVolumes(sql),
  };
}

/**
 * Counts by what is indexed of those that wait, by the failures, by the lanes, and by what workers say they have in hand; the whole
 * ledger would be read for anything else.
 */
async function counts(sql: Sql): Promise<ReadonlyMap<string, RouteCounts>> {
  const rows = await sql<{ route: string; state: keyof RouteCounts; count: number }[]>`
    SELECT route, state, count(*)::int AS count FROM (
      SELECT route, state FROM delivery
      WHERE (next_attempt_at IS NOT NULL OR queued_at IS NOT NULL) AND state IN ('waiting', 'queued')
      UNION ALL
      SELECT route, state FROM failure WHERE state IN ('inDoubt', 'dead', 'blocked')
    ) AS s GROUP BY route, state
    UNION ALL SELECT route, 'inLine', count(*)::int FROM parked p
      WHERE NOT EXISTS (SELECT FROM failure f WHERE f.message_id = p.message_id AND f.route = p.route) GROUP BY route
    UNION ALL SELECT route, 'inFlight', count FROM (${inHandOf(sql)}) AS h`;
  const byRoute = new Map<string, RouteCounts>();
  for (const { route, state, count } of rows)
    byRoute.set(route, { ...(byRoute.get(route) ?? nothing), [state]: count });
  return byRoute;
}

async function lanes(sql: Sql): Promise<ReadonlyMap<string, LaneCounts>> {
  const rows = await sql<(LaneCounts & { laneGroup: string })[]>`
    SELECT l.lane_group AS "laneGroup", l.lanes, l.deliveries,
           greatest(0, coalesce(extract(epoch FROM now() - p.oldest), 0))::int AS "oldestSeconds"
    FROM (SELECT lane_group, count(*)::int AS lanes, sum(depth)::int AS deliveries FROM lane GROUP BY lane_group) AS l
    LEFT JOIN (SELECT lane_group, min(parked_at) AS oldest FROM parked GROUP BY lane_group) AS p
      ON p.lane_group = l.lane_group`;
  return new Map(rows.map(({ laneGroup, ...counted }) => [laneGroup, counted]));
}

async function governors(sql: Sql): Promise<ReadonlyMap<string, GovernorReport>> {
  const rows = await sql<Row[]>`
    SELECT connection, key, state FROM governor WHERE key = '' OR attention ORDER BY connection, key`;
  return new Map(
    [...Map.groupBy(rows, ({ connection }) => connection)].map(([connection, own]) => [
      connection,
      reportOf(own.map(({ key, state }) => ({ key, standing: readStanding(state) }))),
    ]),
  );
}

async function left(sql: Sql, limits: ReadonlyMap<string, GateLimits>): Promise<ReadonlyMap<string, Left>> {
  const rows = await sql<(Row & { nowMs: number })[]>`
    SELECT connection, key, state, ${databaseMs(sql)} AS "nowMs" FROM governor WHERE key = ${wholeConnection}`;
  const known = new Map(rows.map((row) => [row.connection, row]));
  return new Map(
    [...limits].map(([connection, each]) => {
      const { state, nowMs = 0 } = known.get(connection) ?? {};
      return [connection, leftOf(state === undefined ? blankStanding : readStanding(state), each, nowMs)];
    }),
  );
}

const mostAccounts = 100;

async function accounts(sql: Sql, connection: string, limits: GateLimits): Promise<readonly AccountLeft[]> {
  if (!limits.perKey) return [];
  const rows = await sql<(Row & { nowMs: number })[]>`
    SELECT connection, key, state, ${databaseMs(sql)} AS "nowMs" FROM governor
    WHERE connection = ${connection} AND key <> ${wholeConnection} ORDER BY changed_at DESC LIMIT ${mostAccounts}`;
  return rows.map(({ key, state, nowMs }) => ({
    key,
    ...leftOf(readStanding(state), accountLimits(limits), nowMs),
  }));
}

/** The hour of the database, by which all workers go. */
const databaseMs = (sql: Sql) => sql`(extract(epoch FROM clock_timestamp()) * 1000)::float8`;

type Row = { connection: string; key: string; state: string };

function reportOf(own: readonly { readonly key: string; readonly standing: Standing }[]): GovernorReport {
  const whole = own.find(({ key }) => key === wholeConnection)?.standing ?? blankStanding;
  const leases = Object.entries(whole.leases);
  return {
    circuit: isOutage(whole.door) ? "open" : "closed",
    closures: own.flatMap(({ key, standing: { door } }) => closureOf(key, door) ?? []),
    slots: Object.fromEntries(leases.map(([worker, { held, old }]) => [worker, held + old])),
  };
}

function closureOf(key: string, door: Door): Closure | undefined {
  if (door.is === "open") return undefined;
  return {
    key: key === wholeConnection ? null : key,
    cause: door.cause,
    since: new Date(door.sinceMs).toISOString(),
    until: door.is === "shut" ? new Date(door.untilMs).toISOString() : null,
    allowed: door.is === "ramp" ? door.allowed : 0,
  };
}
