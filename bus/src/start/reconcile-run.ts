import { loaded, type Bodies } from "../bodies/bodies.ts";
import { plannedTypes } from "../config/routed-types.ts";
import type { BusPlan } from "../config/bus-plan.ts";
import { laneOf } from "../delivery/lane-key.ts";
import type { Token } from "../delivery/token.ts";
import { laneGroupsOf } from "../lanes/lane-group.ts";
import { operatedRoutes } from "../operations/quiet.ts";
import { postgresBodies } from "../postgres/bodies/open-bodies.ts";
import { openDatabase, type Database } from "../postgres/connect.ts";
import { heldRoutes, reachedBy } from "../postgres/queue-progress.ts";
import { postgresRecords } from "../postgres/reconcile.ts";
import { deadQueue, laneQueue, workQueue } from "../rabbitmq/names.ts";
import { lookAtQueue } from "../rabbitmq/queue-look.ts";
import type { RoutedType } from "../rabbitmq/topology.ts";
import { withConnection, type BrokerConnection } from "../rabbitmq/with-connection.ts";
import { mayBeOnItsWay, type QueueSituation } from "../reconcile/on-its-way.ts";
import type { Feed } from "../reconcile/ports.ts";
import { reconcile, type Reconciled, type ReconcileTerms } from "../reconcile/reconcile.ts";
import type { MasterKeys } from "../sealing/master-keys.ts";
import type { RoleContext } from "../role.ts";
import type { Route } from "../route.ts";
import { journalOver } from "./journal-over.ts";

type ReconcileRun = ReconcileTerms & {
  /** How old a message is at the least whose token is taken for lost. */
  readonly graceMs: number;
  readonly onProgress?: (read: number, acceptedAtMs: number) => void;
};

/** What a run says beside its findings. */
export type ReconcileReport = Reconciled & {
  /** Workers were at work: what they did before a row was back, nobody can tell. */
  readonly workersRan: boolean;
};

/**
 * Reconciles on the servers of these settings.
 * @throws where broker or database cannot be used; what was mended by then stays so, and a second run does the rest
 */
export async function runReconcile(
  settings: RoleContext["settings"],
  plan: BusPlan,
  run: ReconcileRun,
): Promise<ReconcileReport> {
  const database = openDatabase({ url: settings.databaseUrl, connections: 2, name: "spindle reconcile" });
  try {
    return await withConnection({ url: settings.amqpUrl, name: "spindle reconcile" }, (connection) =>
      reconcileOver(connection, database, { plan, masterKeys: settings.masterKeys }, run),
    );
  } finally {
    await database.close();
  }
}

async function reconcileOver(
  connection: BrokerConnection,
  { sql }: Database,
  { plan, masterKeys }: { readonly plan: BusPlan; readonly masterKeys: MasterKeys | undefined },
  run: ReconcileRun,
): Promise<ReconcileReport> {
  const { situations, workersRan } = await lookAround(connection, sql, plannedTypes(plan.routes));
  const quiet = new Map(operatedRoutes(plan.routes).map(({ name, quietMs }) => [name, quietMs]));
  const bodies = postgresBodies(sql, plan.largeMessages.store, masterKeys);
  const nowMs = Date.now();
  const report = await reconcile(
    {
      journal: journalOver(connection),
      records: postgresRecords(sql, plan.noticesFor),
      registry: plan.registry,
      quietMs: (route) => quiet.get(route) ?? 0,
      mayCome: (route, acceptedAtMs) => {
        // The queue of a route that was removed went with it.
        const situation = situations.get(route) ?? routeIsGone;
        return mayBeOnItsWay(acceptedAtMs, situation, { nowMs, graceMs: run.graceMs });
      },
      laneOf: lanesOf(plan.routes, bodies),
      withBytes: (token) => loaded(token, bodies),
      clock: Date,
      ...(run.onProgress && { onProgress: run.onProgress }),
    },
    run,
  );
  return { ...report, workersRan };
}

function lanesOf(
  routes: readonly Route[],
  bodies: Bodies,
): (route: string, token: Token) => Promise<Feed["lane"]> {
  const laned = new Map(
    laneGroupsOf(routes).flatMap(({ name: group, routes: members }) =>
      members.map((route) => [route.name, { route, group }]),
    ),
  );
  return async (name, token) => {
    const lane = laned.get(name);
    return lane && { group: lane.group, key: laneOf(await loaded(token, bodies), lane.route) };
  };
}

const routeIsGone: QueueSituation = { empty: true, held: false, reachedMs: undefined };

/** Before the ledger is read: a token that is taken from its queue after this is found there. */
async function lookAround(connection: BrokerConnection, sql: Database["sql"], routes: readonly RoutedType[]) {
  const isHeld = await heldRoutes(sql);
  const situations = new Map<string, QueueSituation>();
  let workersRan = false;
  for (const { route, laneGroup } of routes) {
    const isLaned = laneGroup !== undefined;
    const work = isLaned ? laneQueue(laneGroup) : workQueue(route);
    const [tokens, dead] = [
      await lookAtQueue(connection, work),
      await lookAtQueue(connection, deadQueue(route)),
    ];
    const empty = tokens.ready + dead.ready === 0;
    workersRan ||= tokens.consumers > 0;
    situations.set(route, {
      empty,
      // What keeps a strict order is parked, whatever the vendor does.
      held: !isLaned && isHeld(route),
      reachedMs: empty ? undefined : await reachedBy(sql, route, isLaned),
    });
  }
  return { situations, workersRan };
}
