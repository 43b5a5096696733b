import type { Contract, Envelope } from "@spindlebus/contracts";
import { v7 as uuidv7 } from "uuid";
import type { AnyAdapter, Emission } from "../adapter/index.ts";
import { planBus } from "../config/bus-plan.ts";
import type { ConnectionConfig } from "../config/define-config.ts";
import { lifeOf } from "../delivery/life.ts";
import type { DeliveryLog, Line } from "../delivery/line.ts";
import { openGate } from "../governor/local-gate.ts";
import type { DeliveryPorts, Vendor } from "../delivery/ports.ts";
import type { Token } from "../delivery/token.ts";
import type { Route } from "../route.ts";
import { memoryBodies } from "./memory/memory-bodies.ts";
import { manualClock, type ManualClock } from "./memory/manual-clock.ts";
import { memoryLedger, type MemoryDelivery, type MemoryLedger } from "./memory/memory-ledger.ts";
import { memoryOf } from "./memory/memory-of-ledger.ts";
import { memoryVersions } from "./memory/memory-versions.ts";

type HarnessOptions = {
  readonly adapter: AnyAdapter;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly retry?: ConnectionConfig["retry"];
  /** Answers the requests: `httpVendor()` with a simulator's URL in the settings, or a scripted one. */
  readonly vendor: Vendor;
  readonly contracts: readonly Contract[];
  /** For jitter; 0.5 if absent, so that tests see the middle of every backoff. */
  readonly random?: () => number;
};

/** One adapter in the real delivery code, with ledger, memory and clock in memory. */
export type Harness = {
  /** Delivers a message on the operation's route, as its first token does; gives the delivery as it then stands. */
  readonly deliver: <Data>(
    operation: string,
    contract: Contract<Data>,
    data: Data,
  ) => Promise<MemoryDelivery>;
  /** Delivers messages together, as they gather for a batched operation; gives the deliveries in their order. */
  readonly deliverAll: <Data>(
    operation: string,
    contract: Contract<Data>,
    datas: readonly Data[],
  ) => Promise<readonly MemoryDelivery[]>;
  /** Moves the clock to the next due delivery of the operation and delivers it; undefined where nothing waits. */
  readonly next: (operation: string) => Promise<MemoryDelivery | undefined>;
  /** What an operator's replay changes: `dead` or `blocked → waiting`, due, in another life. @throws where it is neither */
  readonly replay: (delivery: MemoryDelivery) => void;
  /** Result messages in the order in which they were given to the intake. */
  readonly emitted: readonly Emission[];
  /** The line that a worker would write at the end of each delivery. */
  readonly logged: readonly DeliveryLog[];
  readonly ledger: MemoryLedger;
  readonly clock: ManualClock;
};

const connection = "under-test";
const startMs = Date.UTC(2026, 0, 15, 18, 4, 5);

/** Opens a harness. @throws where the settings or secrets do not fit the adapter */
export function openHarness(options: HarnessOptions): Harness {
  const { adapter, vendor, random = () => 0.5 } = options;
  const plan = planBus(
    {
      contracts: options.contracts,
      connections: {
        [connection]: {
          adapter,
          settings: options.settings ?? {},
          limits: { perSecond: Infinity },
          ...(options.retry && { retry: options.retry }),
        },
      },
    },
    (_connection, secret) => options.secrets?.[secret],
  );
  const clock = manualClock(startMs);
  const ledger = memoryLedger(clock);
  const emitted: Emission[] = [];
  const logged: DeliveryLog[] = [];
  const ports: DeliveryPorts = {
    ledger,
    vendor,
    memory: memoryOf(ledger),
    versions: memoryVersions(clock),
    emit: async (_from, emissions) => {
      emitted.push(...emissions);
    },
    bodies: memoryBodies(),
    clock,
    random,
  };

  const routeOf = (operation: string): Route => {
    const route = plan.routes.find(({ operationName }) => operationName === operation);
    if (!route) throw new Error(`${adapter.name} has no operation "${operation}"`);
    return withoutWaiting(route);
  };
  const runAll = async (route: Route, tokens: readonly Token[]): Promise<readonly MemoryDelivery[]> => {
    const gate = openGate({ concurrency: 1, perSecond: Infinity });
    const terms = {
      worker: "harness",
      fence: emitted.length + ledger.settlements.length + 1,
      leaseMs: route.policy.leaseMs,
    };
    const line: Line = {
      route,
      worker: "harness",
      gate,
      claim: async (claimed) => one(await ledger.claim(route.name, [claimed], terms)),
      settle: async (settlement) => one(await ledger.settle(route.name, [settlement])),
      defer: (deferral) => ledger.defer(route.name, [deferral]),
      claimBatch: async (members, batch) => ({
        results: await ledger.claimBatch(route.name, members, terms, batch),
        claimRest: (batchId, known) => ledger.claimRest(route.name, batchId, terms, known),
      }),
      ports,
    };
    const life = lifeOf(line);
    const { signal } = new AbortController();
    for (const ending of await Promise.all(tokens.map((token) => life(token, signal))))
      if (ending.kind === "done" && ending.log) logged.push(ending.log);
    return tokens.map(({ envelope: { id } }) => {
      const found = ledger.deliveries.get(`${id}:${route.name}`);
      if (!found) throw new Error(`${route.name} did not claim ${id}`);
      return found;
    });
  };
  const run = async (route: Route, token: Token) => one(await runAll(route, [token]));

  return {
    emitted,
    logged,
    ledger,
    clock,
    deliver: (operation, contract, data) => {
      const route = routeOf(operation);
      return run(route, tokenOf(contract.type, data, route.name, clock));
    },
    deliverAll: (operation, contract, datas) => {
      const route = routeOf(operation);
      return runAll(
        route,
        datas.map((data) => tokenOf(contract.type, data, route.name, clock)),
      );
    },
    replay: (delivery) => {
      const { state } = delivery;
      if (state !== "dead" && state !== "blocked") throw new Error(`it is ${state}, not dead or blocked`);
      const { generation } = delivery;
      Object.assign(delivery, { state: "waiting", generation: generation + 1, attempts: 0, barren: 0 });
      delivery.nextAttemptAtMs = clock.now();
    },
    next: async (operation) => {
      const route = routeOf(operation);
      const waiting = [...ledger.deliveries.values()].flatMap((each) =>
        each.route === route.name && each.state === "waiting" ? (each.nextAttemptAtMs ?? []) : [],
      );
      if (waiting.length === 0) return undefined;
      clock.advance(Math.max(0, Math.min(...waiting) - clock.now()));
      const [token] = ledger.takeDue(route.name, 1);
      return token && run(route, token);
    },
  };
}

/** In a test nobody comes later: a batch is what was given together. */
function withoutWaiting(route: Route): Route {
  const { operation } = route;
  if (!operation.batch) return route;
  return { ...route, operation: { ...operation, batch: { ...operation.batch, within: "1ms" } } };
}

function tokenOf(type: string, data: unknown, route: string, clock: ManualClock): Token {
  const envelope: Envelope = {
    id: uuidv7({ msecs: clock.now() }),
    source: "/harness",
    sourceId: uuidv7(),
    type,
    time: new Date(clock.now()).toISOString(),
    extensions: {},
  };
  return {
    envelope,
    contentType: "application/json",
    body: Buffer.from(JSON.stringify(data)),
    routes: [route],
  };
}

function one<T>(results: readonly T[]): T {
  const [first] = results;
  if (first === undefined) throw new Error("there is no result");
  return first;
}
