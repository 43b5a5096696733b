import type { Traffic } from "../../delivery/gate.ts";
import type { GateLimits } from "../../governor/accounts.ts";
import { openSharedGate, type ClosableGate } from "../../governor/gate.ts";
import { memoryStandings } from "../../governor/memory-standings.ts";
import type { Notice, Standings, Time } from "../../governor/standings.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** What the vendor does with a call. */
export type Behaviour = {
  readonly takesMs: number;
  readonly answer: "well" | "down" | "refused" | { readonly retryAfterMs: number };
};

/** One delivery as the vendor and the gate see it. */
export type Order = {
  readonly key?: string | undefined;
  readonly traffic: Traffic;
  readonly behaviour: Behaviour;
};

/** What became of an order. */
export type Fate = "waiting" | "admitted" | "done" | "deferred" | "lost";

export type Call = {
  readonly order: Order;
  readonly worker: number;
  readonly fromMs: number;
  untilMs: number;
};

/** Several workers before one vendor, over standings that they share. */
export type Fleet = {
  order(worker: number, order: Order): void;
  /** The process ends; the vendor goes on with what it has. */
  crash(worker: number): void;
  /** The process stands still; what comes for it meanwhile comes when it goes on. */
  freeze(worker: number, forMs: number): void;
  /** Nobody reaches the standings for so long. */
  cutDatabase(forMs: number): void;
  readonly fates: readonly Fate[];
  /** Calls at the vendor, in order of their beginnings. */
  readonly calls: readonly Call[];
  readonly admissions: readonly { readonly atMs: number; readonly order: Order; readonly worker: number }[];
  /** Closures as they were asked for: nothing of the key may pass from when all know until then. */
  readonly closures: readonly {
    readonly key: string | undefined;
    readonly knownMs: number;
    readonly untilMs: number;
  }[];
  readonly deferrals: readonly { readonly order: Order; readonly forMs: number }[];
};

type FleetOptions = {
  readonly workers: number;
  readonly limits: GateLimits;
  readonly time: VirtualTime;
  /** Between 0 and 1, for latencies. */
  readonly random: () => number;
};

/** A delivery's requests end so long after it was let through: its lease without what is held back for the settle. */
const deliveryMs = 25_000;
/** Every worker hears of a change within that. */
export const hearsWithinMs = 50;

type Worker = { dead: boolean; frozenUntilMs: number; readonly gate: ClosableGate };

export function openFleet({ workers: count, limits, time, random }: FleetOptions): Fleet {
  const fates: Fate[] = [];
  /** Which worker was given each order. */
  const owners: number[] = [];
  const calls: Call[] = [];
  const admissions: { atMs: number; order: Order; worker: number }[] = [];
  const closures: { key: string | undefined; knownMs: number; untilMs: number }[] = [];
  const deferrals: { order: Order; forMs: number }[] = [];
  const shared = memoryStandings({ now: () => time.now() });
  let cutUntilMs = 0;

  const workers: Worker[] = [];
  /** Runs something in a worker's process: not while it stands still, and not when it is dead. */
  const within = (index: number, run: () => void): void => {
    const worker = workers[index];
    if (!worker || worker.dead) return;
    const leftMs = worker.frozenUntilMs - time.now();
    if (leftMs > 0) void time.after(leftMs, () => within(index, run));
    else run();
  };
  const later = (index: number, ms: number): Promise<void> =>
    new Promise((resolve) => void time.after(ms, () => within(index, resolve)));

  const standingsOf = (index: number): Standings => ({
    async take(scope, turn, of) {
      await later(index, random() * 20);
      if (time.now() < cutUntilMs) throw new Error("the database is away");
      const taken = await shared.take(scope, turn, of);
      if (turn.report.shutForMs > 0 && taken.standing.door.is === "shut") {
        const key = scope.key === "" ? undefined : scope.key;
        const { untilMs } = taken.standing.door;
        closures.push({ key, knownMs: time.now() + hearsWithinMs, untilMs });
      }
      await later(index, random() * 20);
      if (random() < 0.02) throw new Error("the answer was lost");
      return taken;
    },
    watch: (listener) =>
      shared.watch(
        (notice: Notice) =>
          void time.after(random() * hearsWithinMs, () => within(index, () => listener(notice))),
      ),
  });
  const timeOf = (index: number): Time => ({
    now: () => time.now(),
    after: (ms, run) => time.after(ms, () => within(index, run)),
  });
  for (let index = 0; index < count; index += 1) {
    const gate = openSharedGate({
      connection: "vendor",
      limits,
      worker: `w${index}`,
      standings: standingsOf(index),
      time: timeOf(index),
    });
    workers.push({ dead: false, frozenUntilMs: 0, gate });
  }

  /** Claim, then the call, unless it would not end within the delivery's own lease. */
  const work = async (id: number, worker: number, order: Order) => {
    const admittedMs = time.now();
    fates[id] = "admitted";
    admissions.push({ atMs: admittedMs, order, worker });
    await later(worker, random() * 50);
    const endsMs = Math.min(time.now() + order.behaviour.takesMs, admittedMs + deliveryMs);
    if (endsMs <= time.now()) return { health: "untouched" as const, value: undefined };
    calls.push({ order, worker, fromMs: time.now(), untilMs: endsMs });
    await later(worker, endsMs - time.now());
    const { answer } = order.behaviour;
    if (typeof answer === "object")
      return { health: "up" as const, shutForMs: answer.retryAfterMs, value: undefined };
    return { health: answer === "down" ? ("down" as const) : ("up" as const), value: undefined };
  };

  const never = new AbortController().signal;
  return {
    fates,
    calls,
    admissions,
    closures,
    deferrals,
    order(index, order) {
      const worker = workers[index];
      const id = fates.push("waiting") - 1;
      owners[id] = index;
      if (!worker || worker.dead) return void (fates[id] = "lost");
      const { key, traffic } = order;
      within(index, () => {
        void worker.gate
          .admit(() => work(id, index, order), { key, traffic, signal: never })
          .then((admission) => {
            fates[id] = admission.kind;
            if (admission.kind === "deferred") deferrals.push({ order, forMs: admission.forMs });
          });
      });
    },
    crash(index) {
      const worker = workers[index];
      if (worker) worker.dead = true;
      for (const [id, owner] of owners.entries())
        if (owner === index && (fates[id] === "waiting" || fates[id] === "admitted")) fates[id] = "lost";
    },
    freeze(index, forMs) {
      const worker = workers[index];
      if (worker) worker.frozenUntilMs = Math.max(worker.frozenUntilMs, time.now() + forMs);
    },
    cutDatabase(forMs) {
      cutUntilMs = Math.max(cutUntilMs, time.now() + forMs);
    },
  };
}
