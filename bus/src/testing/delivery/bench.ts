import { contractRegistry, type Publication } from "@spindlebus/contracts";
import type { AnyAdapter } from "../../adapter/index.ts";
import { planBus } from "../../config/bus-plan.ts";
import { lifeOf } from "../../delivery/life.ts";
import type { Ending, Line } from "../../delivery/line.ts";
import type { Gate } from "../../delivery/gate.ts";
import { openGate } from "../../governor/local-gate.ts";
import type { DeliveryPorts, Memory, Vendor } from "../../delivery/ports.ts";
import type { Token } from "../../delivery/token.ts";
import type { Route } from "../../route.ts";
import { memoryBodies } from "../memory/memory-bodies.ts";
import { manualClock, type ManualClock } from "../memory/manual-clock.ts";
import { memoryLedger, type MemoryDelivery, type MemoryLedger } from "../memory/memory-ledger.ts";
import { memoryOf } from "../memory/memory-of-ledger.ts";
import { memoryVersions } from "../memory/memory-versions.ts";
import { noteTaken, noteToken } from "./note.ts";
import { toldMessages, type ToldMessages } from "./told-messages.ts";
import { noteFiled, noteRefused, toyAdapter } from "./toy-adapter.ts";

const contracts = [noteTaken, noteFiled, noteRefused];

type BenchOptions = {
  readonly operation: string;
  readonly vendor: Vendor;
  readonly adapter?: AnyAdapter;
  readonly memory?: Memory;
  readonly bodies?: DeliveryPorts["bodies"];
  readonly gate?: Gate;
  readonly random?: () => number;
  /** Sees each result message at the moment it is told. */
  readonly onTold?: (message: Publication) => void;
};

/** One route with everything around it in memory, and tokens in the test's own hands. */
export type Bench = {
  readonly route: Route;
  readonly clock: ManualClock;
  readonly ledger: MemoryLedger;
  /** A first token, accepted now. */
  readonly token: (noteId?: string) => Token;
  readonly deliver: (token: Token, signal?: AbortSignal) => Promise<Ending>;
  readonly delivery: (token: Token) => MemoryDelivery;
  /** What an operator's replay changes: `dead → waiting`, due, in another life. */
  readonly replay: (token: Token) => void;
  readonly line: Line;
  /** Result messages by their ids at the source. */
  readonly told: ToldMessages["messages"];
};

const startMs = Date.UTC(2026, 0, 15, 18, 4, 5);

export function openBench({
  operation,
  vendor,
  adapter = toyAdapter,
  random = () => 0.5,
  ...given
}: BenchOptions): Bench {
  const route = routeOf(adapter, operation);
  const clock = manualClock(startMs);
  const ledger = memoryLedger(clock);
  const { memory = memoryOf(ledger), gate = openGate({ concurrency: 100, perSecond: Infinity }) } = given;
  const told = toldMessages(contractRegistry(contracts), given.onTold);
  const ports: DeliveryPorts = {
    ledger,
    vendor,
    memory,
    versions: memoryVersions(clock),
    emit: told.emit,
    bodies: given.bodies ?? memoryBodies(),
    clock,
    random,
  };
  let fence = 0;
  const line: Line = {
    route,
    worker: "bench",
    gate,
    claim: async (token) => {
      const terms = { worker: "bench", fence: (fence += 1_000), leaseMs: route.policy.leaseMs };
      return first(await ledger.claim(route.name, [token], terms));
    },
    settle: async (settlement) => first(await ledger.settle(route.name, [settlement])),
    defer: (deferral) => ledger.defer(route.name, [deferral]),
    claimBatch: async (tokens, batch) => {
      const terms = { worker: "bench", fence: (fence += 1_000), leaseMs: route.policy.leaseMs };
      return {
        results: await ledger.claimBatch(route.name, tokens, terms, batch),
        claimRest: (batchId, known) => ledger.claimRest(route.name, batchId, terms, known),
      };
    },
    ports,
  };
  const life = lifeOf(line);
  const delivery = ({ envelope }: Token) => {
    const found = ledger.deliveries.get(`${envelope.id}:${route.name}`);
    if (!found) throw new Error(`nobody has claimed ${envelope.id}`);
    return found;
  };
  return {
    route,
    clock,
    ledger,
    line,
    told: told.messages,
    delivery,
    token: (noteId = "n-1") => noteToken({ noteId, routes: [route.name], atMs: clock.now() }),
    deliver: (token, signal = forever) => life(token, signal),
    replay: (token) => {
      const dead = delivery(token);
      if (dead.state !== "dead") throw new Error(`${token.envelope.id} is ${dead.state}, not dead`);
      const { generation } = dead;
      Object.assign(dead, { state: "waiting", generation: generation + 1, attempts: 0, barren: 0 });
      dead.nextAttemptAtMs = clock.now();
    },
  };
}

const forever = new AbortController().signal;

function routeOf(adapter: AnyAdapter, operation: string): Route {
  const { routes } = planBus(
    {
      contracts,
      connections: { toy: { adapter, settings: { baseUrl: "http://vendor.test" }, operations: [operation] } },
    },
    () => "k",
  );
  return first(routes);
}

function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error("there is no item");
  return item;
}
