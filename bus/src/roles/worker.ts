import { randomInt } from "node:crypto";
import type { Logger } from "pino";
import { deliver, type Line } from "../delivery/deliver.ts";
import { openGate, type Gate } from "../delivery/gate.ts";
import type { ClaimResult, Deferral, Ledger, Settlement } from "../delivery/ledger.ts";
import type { DeliveryPorts } from "../delivery/ports.ts";
import type { Token } from "../delivery/token.ts";
import { groupCommit } from "../group-commit.ts";
import { lanedRoutes } from "../lanes/lane-group.ts";
import { messagePublisher } from "../intake/message-publisher.ts";
import { openIntake } from "../intake/intake.ts";
import { persist } from "../persist.ts";
import { reportCircuit } from "../postgres/circuit.ts";
import { openDatabase } from "../postgres/connect.ts";
import { postgresIntakeStore } from "../postgres/intake-store.ts";
import { postgresLanes } from "../postgres/lanes/lane-store.ts";
import { postgresLedger } from "../postgres/ledger.ts";
import { postgresMemory } from "../postgres/memory.ts";
import { postgresVersions } from "../postgres/versions.ts";
import { consume, type Delivered } from "../rabbitmq/consumer.ts";
import { retryQueue, workQueue } from "../rabbitmq/names.ts";
import { openPublisher } from "../rabbitmq/publisher.ts";
import { openSession } from "../rabbitmq/session.ts";
import type { RoleContext, RunningRole } from "../role.ts";
import type { Connection, Route } from "../route.ts";
import { sleep } from "../sleep.ts";
import { type HttpVendor, httpVendor } from "../vendor/http-vendor.ts";
import { emitThrough } from "./emit.ts";
import { openInFlight } from "./in-flight.ts";
import { openLanes } from "./open-lanes.ts";
import { prefetchOf } from "./prefetch.ts";
import { tokenOf } from "./token-of.ts";

const batchSize = 200;
const readyTimeoutMs = 30_000;
const drainMs = 25_000;

/** Parts of a worker that a test or a benchmark may put in place of the real ones. */
export type WorkerParts = { readonly vendor?: HttpVendor };

/** Consumes the work and retry queues of every route and delivers; parks and drains the lanes of strict groups. */
export async function startWorker(
  { settings, plan, log, name }: RoleContext,
  { vendor = httpVendor() }: WorkerParts = {},
): Promise<RunningRole> {
  const database = openDatabase({ url: settings.databaseUrl, name });
  const publisher = openPublisher({ url: settings.amqpUrl, name: `${name} publisher`, log });
  const intake = openIntake({
    registry: plan.registry,
    routesFor: plan.routesFor,
    store: postgresIntakeStore(database.sql),
    publish: messagePublisher(publisher),
  });
  const closing = new AbortController();
  const closed = new AbortController();
  const patience = { log, closing: closing.signal, signal: closed.signal };
  const memory = postgresMemory(database.sql);
  const versions = postgresVersions(database.sql);
  const ports: DeliveryPorts = {
    ledger: postgresLedger(database.sql, lanedRoutes(plan.routes)),
    vendor,
    memory: {
      recall: (connection, wanted) => persist("recalling", () => memory.recall(connection, wanted), patience),
    },
    versions: {
      take: (...ask) => persist("taking a version", () => versions.take(...ask), patience),
      finish: (...done) => persist("noting a version", () => versions.finish(...done), patience),
    },
    emit: emitThrough({ intake, registry: plan.registry, ...patience }),
    clock: Date,
    random: Math.random,
  };
  const inFlight = openInFlight();
  const gates = new Map<string, Gate>();
  for (const connection of plan.connections.values()) {
    gates.set(
      connection.id,
      gateOf(connection, {
        sql: database.sql,
        routes: plan.routes,
        worker: name,
        log,
      }),
    );
  }
  const lanes = openLanes({
    lines: plan.routes.map((route) => lineOf({ route, gates, ports, worker: name, patience })),
    store: postgresLanes(database.sql),
    inFlight,
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
      for (const line of lanes.lines) {
        const onMessage = (message: Delivered) => {
          if (!closing.signal.aborted) inFlight.add(handle(message, line, ended, log));
        };
        const prefetch = prefetchOf(line.route.connection);
        // What keeps a strict order comes by its group's queue.
        if (!line.route.operation.lane)
          await consume(generation, { queue: workQueue(line.route.name), prefetch, onMessage });
        await consume(generation, { queue: retryQueue(line.route.name), prefetch, onMessage });
      }
    },
  });
  await Promise.all([publisher.ready(readyTimeoutMs), session.ready(readyTimeoutMs)]);

  return {
    /** Admit nothing new → finish what was admitted → close the channels (what was not admitted goes back) → close the rest. */
    async stop() {
      closing.abort(new Error("the worker is stopping"));
      await inFlight.settled(drainMs);
      // What still waits for database or broker gives up; its token is not acked.
      closed.abort(new Error("the worker has stopped"));
      await session.close();
      await publisher.close();
      await vendor.close();
      await database.close();
    },
  };
}

/** Beyond the lease, so that the next look finds it over. */
const holdMarginMs = 250;

/** One broker message from delivery to ack. Without an ack the broker delivers it again, so an abort needs no clean-up. */
async function handle(message: Delivered, line: Line, ended: AbortSignal, log: Logger): Promise<void> {
  const token = tokenOf(message);
  if (!token) {
    log.error(
      { route: line.route.name, messageId: message.id },
      "not a message of the bus: handed to the dead-letter queue",
    );
    message.deadLetter();
    return;
  }
  try {
    for (;;) {
      const ending = await deliver(token, line, ended);
      if (ending.kind === "done") {
        message.ack();
        if (ending.log) log.info(ending.log, "delivery");
        return;
      }
      await sleep(ending.forMs + holdMarginMs, ended);
    }
  } catch (error) {
    if (ended.aborted) return;
    // A bug of ours: the message must not be lost in it, nor go round in circles.
    log.error(
      { route: line.route.name, messageId: token.envelope.id, err: error },
      "delivery failed inside the bus",
    );
    message.deadLetter();
  }
}

type LineOptions = {
  readonly route: Route;
  readonly gates: ReadonlyMap<string, Gate>;
  readonly ports: DeliveryPorts;
  readonly worker: string;
  readonly patience: Patience;
};

/** How to wait out an outage of our own: what has begun until the worker has stopped, the rest until it is told to. */
type Patience = { readonly log: Logger; readonly closing: AbortSignal; readonly signal: AbortSignal };

function lineOf({ route, gates, ports, worker, patience }: LineOptions): Line {
  const gate = gates.get(route.connection.id);
  if (!gate) throw new Error(`No gate for connection ${route.connection.id}`);
  return { route, worker, gate, ports, ...batches(route, ports.ledger, worker, patience) };
}

/** Claims and settles of a route share commits; while the database is away they wait, and nothing is charged for it. */
function batches(
  route: Route,
  ledger: Ledger,
  worker: string,
  patience: Patience,
): Pick<Line, "claim" | "settle" | "defer"> {
  const claim = groupCommit<Token, ClaimResult>(
    (tokens) => {
      // One fence for every try: a claim whose answer was lost is found by the next.
      const terms = { worker, fence: randomInt(2 ** 47), leaseMs: route.policy.leaseMs };
      return persist("claiming", () => ledger.claim(route.name, tokens, terms), {
        log: patience.log,
        signal: patience.closing,
      });
    },
    { max: batchSize },
  );
  const settle = groupCommit<Settlement, boolean>(
    (settlements) => persist("settling", () => ledger.settle(route.name, settlements), patience),
    { max: batchSize },
  );
  const defer = groupCommit<Deferral, void>(
    async (deferrals) => {
      await persist("deferring", () => ledger.defer(route.name, deferrals), patience);
      return deferrals.map(() => undefined);
    },
    { max: batchSize },
  );
  return { claim, settle, defer };
}

type GateOf = {
  readonly sql: ReturnType<typeof openDatabase>["sql"];
  readonly routes: readonly Route[];
  readonly worker: string;
  readonly log: Logger;
};

function gateOf(connection: Connection, { sql, routes, worker, log }: GateOf): Gate {
  const own = routes.filter((route) => route.connection === connection).map((route) => route.name);
  return openGate({
    ...connection.limits,
    onCircuit: (position) => {
      log.warn(
        { connection: connection.id, circuit: position },
        position === "open" ? "vendor is down, consumption pauses" : "vendor is back",
      );
      reportCircuit(sql, { connection: connection.id, worker, position, routes: own }).catch(
        (error: unknown) =>
          log.warn({ connection: connection.id, reason: String(error) }, "circuit could not be noted"),
      );
    },
  });
}
