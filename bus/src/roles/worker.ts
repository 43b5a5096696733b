import { randomBytes } from "node:crypto";
import { openRoom } from "../bodies/room.ts";
import { lifeOf } from "../delivery/life.ts";
import type { DeliveryPorts } from "../delivery/ports.ts";
import { lanedRoutes } from "../lanes/lane-group.ts";
import { messagePublisher } from "../intake/message-publisher.ts";
import { openIntake } from "../intake/intake.ts";
import { persist } from "../persist.ts";
import { postgresBodies } from "../postgres/bodies/open-bodies.ts";
import { openDatabase } from "../postgres/connect.ts";
import { postgresIntakeStore } from "../postgres/intake-store.ts";
import { postgresLanes } from "../postgres/lanes/lane-store.ts";
import { postgresLedger } from "../postgres/ledger.ts";
import { postgresMemory } from "../postgres/memory.ts";
import { sayInHand } from "../postgres/statistics/in-hand.ts";
import { postgresVersions } from "../postgres/versions.ts";
import { consume, type Delivered } from "../rabbitmq/consumer.ts";
import { retryQueue, workQueue } from "../rabbitmq/names.ts";
import { openPublisher } from "../rabbitmq/publisher.ts";
import { openSession } from "../rabbitmq/session.ts";
import type { RoleContext, RunningRole } from "../role.ts";
import { type HttpVendor, httpVendor } from "../vendor/http-vendor.ts";
import { emitThrough } from "./emit.ts";
import { openGovernor } from "./governor.ts";
import { handle } from "./handle.ts";
import { indexedValuesOf } from "../search/indexed-values.ts";
import { openInFlight } from "./in-flight.ts";
import { openInHand } from "./in-hand.ts";
import { openLanes } from "./open-lanes.ts";
import { openLine } from "./open-line.ts";
import { prefetchOf } from "./prefetch.ts";
import { repeat } from "./repeat.ts";
import { consumeQuarantine } from "./quarantine.ts";

const readyTimeoutMs = 30_000;
/** As long as an attempt may take before its lease ends; with the closing after it within `stopWithinMs`. */
const drainMs = 25_000;
/** It is good for three times as long. */
const sayEveryMs = 5_000;

/** Parts of a worker that a test or a benchmark may put in place of the real ones. */
export type WorkerParts = { readonly vendor?: HttpVendor };

/** Consumes the work and retry queues of every route and delivers; parks and drains the lanes of strict groups. */
export async function startWorker(
  { settings, plan, log, name }: RoleContext,
  { vendor = httpVendor() }: WorkerParts = {},
): Promise<RunningRole> {
  // The next process of this name must not take over slots in which calls of this one may still be under way.
  const incarnation = `${name}#${randomBytes(4).toString("hex")}`;
  const database = openDatabase({ url: settings.databaseUrl, name: incarnation });
  const publisher = openPublisher({ url: settings.amqpUrl, name: `${name} publisher`, log });
  const bodies = postgresBodies(database.sql, plan.largeMessages.store, settings.masterKeys);
  const intake = openIntake({
    registry: plan.registry,
    routing: plan.routing,
    store: postgresIntakeStore(database.sql, plan.noticesFor),
    bodies,
    publish: messagePublisher(publisher),
  });
  const closing = new AbortController();
  const closed = new AbortController();
  const patience = { log, closing: closing.signal, signal: closed.signal };
  const memory = postgresMemory(database.sql);
  const versions = postgresVersions(database.sql);
  const ports: DeliveryPorts = {
    ledger: postgresLedger(database.sql, lanedRoutes(plan.routes), indexedValuesOf(plan.registry)),
    vendor,
    memory: {
      recall: (connection, wanted) => persist("recalling", () => memory.recall(connection, wanted), patience),
    },
    versions: {
      take: (...ask) => persist("taking a version", () => versions.take(...ask), patience),
      finish: (...done) => persist("noting a version", () => versions.finish(...done), patience),
    },
    emit: emitThrough({ intake, registry: plan.registry, ...patience }),
    bodies: { ...bodies, ...openRoom() },
    clock: Date,
    random: Math.random,
  };
  const inFlight = openInFlight();
  const inHand = openInHand();
  const { routes, connections } = plan;
  const governor = openGovernor({
    sql: database.sql,
    connections: connections.values(),
    routes,
    worker: incarnation,
    log,
  });
  const { gates, pauses } = governor;
  const lanes = openLanes({
    lines: plan.routes.map((route) => openLine({ route, gates, pauses, ports, worker: name, patience })),
    store: postgresLanes(database.sql),
    inFlight,
    inHand,
    isPaused: pauses.isPaused,
    log,
    closing: closing.signal,
    closed: closed.signal,
  });

  const session = openSession({
    url: settings.amqpUrl,
    name: `${name} consumer`,
    log,
    setup: async (generation) => {
      const ended = AbortSignal.any([closing.signal, generation.ended]);
      await lanes.consume(generation, ended);
      await consumeQuarantine(generation, ended, {
        lines: lanes.lines,
        inFlight,
        log,
        closing: closing.signal,
      });
      for (const line of lanes.lines) {
        const { route } = line;
        const own = { name: route.name, life: lifeOf(line) };
        const onMessage = (message: Delivered) => {
          if (closing.signal.aborted) return;
          inFlight.add(inHand.during(route.name, handle(message, own, ended, log)));
        };
        const prefetch = prefetchOf(route);
        // What keeps a strict order comes by its group's queue.
        if (!route.operation.lane)
          await consume(generation, { queue: workQueue(route.name), prefetch, onMessage });
        await consume(generation, { queue: retryQueue(route.name), prefetch, onMessage });
      }
    },
  });
  await Promise.all([publisher.ready(readyTimeoutMs), session.ready(readyTimeoutMs)]);
  const endSaying = repeat("deliveries in hand", sayEveryMs, log, () =>
    sayInHand(database.sql, incarnation, inHand.counts()),
  );

  return {
    /** Admit nothing new → finish what was admitted → close the channels (what was not admitted goes back) → close the rest. */
    async stop() {
      closing.abort(new Error("the worker is stopping"));
      await inFlight.settled(drainMs);
      // What still waits for database or broker gives up; its token is not acked.
      closed.abort(new Error("the worker has stopped"));
      void endSaying(); // a word that hangs in a frozen database ends with its connection
      const noCalls = vendor.close().then(() => governor.close());
      await Promise.all([session.close(), publisher.close(), noCalls]);
      await database.close();
    },
  };
}
