import { takenTypes } from "@spindlebus/contracts";
import type { AdminPorts } from "../ports.ts";
import type { GovernorReport, LaneCounts, Left, Pause, RouteCounts } from "@spindlebus/bus/engine";

type Plan = AdminPorts["plan"];
type Connection = Plan["connections"] extends ReadonlyMap<string, infer One> ? One : never;

const none: RouteCounts = { waiting: 0, queued: 0, inDoubt: 0, dead: 0, blocked: 0, inLine: 0, inFlight: 0 };

/** By route or connection, who has stopped its sending. */
type Paused = ReadonlyMap<string, Pause>;

type RouteState = {
  readonly counts: ReadonlyMap<string, RouteCounts>;
  readonly lanes: ReadonlyMap<string, LaneCounts>;
  readonly paused: Paused;
};

/** Every configured route, and those that only the ledger still knows. */
export function routeViews({ routes }: Plan, { counts, lanes, paused }: RouteState) {
  const configured = routes.map(({ name, connection, operationName, operation, policy }) => ({
    name,
    configured: true,
    connection: connection.id,
    operation: operationName,
    summary: operation.summary,
    on: operation.on.type,
    older: takenTypes(operation.on, operation.older).slice(1),
    idempotency: operation.idempotency,
    order: operation.lane ? ("strict" as const) : (operation.order ?? ("unordered" as const)),
    policy,
    lane: laneView(connection.id, operation.lane?.group, lanes),
    counts: counts.get(name) ?? none,
    paused: pausedView(name, connection.id, paused),
  }));
  const known = new Set(routes.map(({ name }) => name));
  const others = [...counts].filter(([name]) => !known.has(name));
  return [
    ...configured,
    ...others.map(([name, count]) => ({
      ...unconfigured,
      name,
      connection: name.split(".")[0] ?? name,
      counts: count,
    })),
  ].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

const noTypes: readonly string[] = [];
const unconfigured = {
  configured: false,
  operation: null,
  summary: null,
  on: null,
  older: noTypes,
  idempotency: null,
  order: null,
  policy: null,
  lane: null,
  paused: null,
};

/** Why nothing of a route is sent now. */
function pausedView(route: string, connection: string, paused: Paused) {
  const [own, whole] = [paused.get(route), paused.get(connection)];
  if (own) return { ...own, through: "route" as const };
  return whole ? { ...whole, through: "connection" as const } : null;
}

/** The strict group of a route, and how it is doing. */
function laneView(connection: string, group: string | undefined, lanes: ReadonlyMap<string, LaneCounts>) {
  if (group === undefined) return null;
  const name = `${connection}.${group}`;
  return { group: name, ...(lanes.get(name) ?? { lanes: 0, deliveries: 0, oldestSeconds: 0 }) };
}

/** No worker uses it, and nothing is closed. */
const untouched: GovernorReport = { circuit: "closed", closures: [], slots: {} };

/** How the connections are doing, by their ids. */
export type ConnectionStates = {
  readonly governors: ReadonlyMap<string, GovernorReport>;
  readonly left: ReadonlyMap<string, Left>;
  readonly paused: Paused;
};

/** A connection as operators may see it: of its secrets only their names. */
export function connectionView(
  { id, adapter, settings, limits, serves, shadow = false }: Connection,
  { routes, rollouts }: Plan,
  { governors, left, paused }: ConnectionStates,
) {
  const governor = governors.get(id) ?? untouched;
  return {
    id,
    adapter: adapter.name,
    version: adapter.version,
    domain: adapter.domain,
    conformance: adapter.conformance
      ? { level: adapter.conformance.level, waivers: adapter.conformance.waivers ?? {} }
      : null,
    kit: adapter.kit ?? null,
    statusPage: adapter.statusPage ?? null,
    check: adapter.check?.summary ?? null,
    noCheck: adapter.noCheck ?? null,
    baseUrl: withoutUser(settings.baseUrl),
    limits: { ...limits, perKey: limits.perKey ?? null },
    left: left.get(id) ?? { atATime: limits.concurrency, inSecond: limits.perSecond },
    secrets: Object.keys(adapter.secrets.shape),
    webhooks: Object.keys(adapter.webhooks ?? {}),
    routes: routes.filter(({ connection }) => connection.id === id).map(({ name }) => name),
    shadow,
    serves: serves
      ? { stores: serves.stores ?? null, brands: serves.brands ?? null, countries: serves.countries ?? null }
      : null,
    rollout: rolloutView(id, rollouts),
    circuit: { state: governor.circuit },
    paused: wholePause(paused.get(id)),
    closures: governor.closures,
    slots: Object.entries(governor.slots).map(([worker, slots]) => ({ worker, slots })),
  };
}

const wholePause = (pause: Pause | undefined) =>
  pause ? { ...pause, through: "connection" as const } : null;

/** A connection's part in a roll-out. */
function rolloutView(id: string, rollouts: Plan["rollouts"]) {
  const rollout = rollouts.find(
    ({ among, rest }) => rest === id || among.some((each) => each.connection === id),
  );
  if (!rollout) return null;
  const { name, by, keepsUnits, toAll, among } = rollout;
  const index = among.findIndex(({ connection }) => connection === id);
  const { share = 100, units = [], except = [] } = among[index] ?? {};
  return {
    name,
    by,
    place: (index < 0 ? among.length : index) + 1,
    share,
    units: [...units],
    except: [...except],
    keep: keepsUnits ? ("unit" as const) : ("entity" as const),
    toAll: [...toAll],
  };
}

function withoutUser(text: string): string {
  const url = new URL(text);
  url.username = "";
  url.password = "";
  return url.href;
}
