import type { Admission, Ask, CircuitPosition, Gate, Passed, VendorHealth } from "../delivery/gate.ts";
import { openAccounts, type GateLimits } from "./accounts.ts";
import { openBookings } from "./bookings.ts";
import { openGivingUp } from "./giving-up.ts";
import { putOff } from "./put-off.ts";
import type { Standings, Time } from "./standings.ts";
import { openWaiters, type Waiter } from "./waiters.ts";

export type GateOptions = {
  readonly connection: string;
  readonly limits: GateLimits;
  /** This worker, as no other was or is called. */
  readonly worker: string;
  readonly standings: Standings;
  readonly time: Time;
  /** The circuit moved, and of all workers this one is to say so. */
  readonly onCircuit?: ((position: CircuitPosition) => void) | undefined;
};

/** A gate with an end. */
export type ClosableGate = Gate & {
  /** Gives back what this worker holds. */
  close(): Promise<void>;
};

/** Longer than a delivery's requests can be under way: its lease of 30 s without what is held back for the settle. */
const holdMs = 25_500;
/** How often waiting deliveries, leases and accounts are looked through. */
const tickMs = 500;

/** One worker's gate to one connection; what all gates to it let through together is within the limits. */
export function openSharedGate(options: GateOptions): ClosableGate {
  const { limits, time, standings } = options;
  const accounts = openAccounts({
    ...options,
    holdMs,
    changed: () => pump(),
    circuitMoved: (to) => options.onCircuit?.(to),
  });
  const { whole } = accounts;
  const waiters = openWaiters();
  const bookings = openBookings();
  /** Accounts that something was learned about. */
  const touched = new Set<string>();
  let wake: { readonly atMs: number; readonly cancel: () => void } | undefined;
  let tickedAtMs = time.now();

  /** Lets through whoever may pass, and asks the others for what is missing. */
  const pump = () => {
    while (waiters.size > 0 && whole.mayPass()) {
      const next = waiters.next(accounts.mayPass);
      if (!next) break;
      next.start();
    }
    const counts = accounts.none ? undefined : waiters.counts();
    whole.look(counts ? lookAtAccounts(counts) : waiters.size);
    if (time.now() - tickedAtMs >= tickMs) tick();
    arm(counts?.keys() ?? []);
  };

  /** Gives how many wait for nothing but the connection. */
  const lookAtAccounts = (counts: ReadonlyMap<string | undefined, number>): number => {
    for (const key of touched) if (!counts.has(key)) accounts.of(key)?.look(0);
    touched.clear();
    let passable = 0;
    for (const [key, count] of counts) {
      const account = accounts.of(key);
      // An account that waits for nothing but the connection is not to gather slots meanwhile.
      account?.look(whole.shutForMs() > 0 ? 0 : count);
      if (!account || account.mayPass()) passable += count;
    }
    return passable;
  };

  const tick = () => {
    tickedAtMs = time.now();
    accounts.tidy(waiters.counts());
    bookings.forget(tickedAtMs);
    for (const waiter of waiters.all()) {
      const postponed = judge(waiter, tickedAtMs - waiter.sinceMs, 0);
      if (postponed) waiter.defer(postponed.forMs, postponed.reason);
    }
  };
  const judge = ({ key, traffic }: Pick<Ask, "key" | "traffic">, waitedMs: number, ahead: number) =>
    putOff({
      key,
      traffic,
      waitedMs,
      ahead,
      nowMs: time.now(),
      whole,
      account: accounts.of(key),
      limits,
      bookings,
    });

  const arm = (keys: Iterable<string | undefined>) => {
    const tickAtMs = waiters.size > 0 || !accounts.none ? tickedAtMs + tickMs : Number.POSITIVE_INFINITY;
    let atMs = Math.min(whole.wakeAtMs(), tickAtMs);
    for (const key of keys) atMs = Math.min(atMs, accounts.of(key)?.wakeAtMs() ?? atMs);
    if (!Number.isFinite(atMs) || (wake && wake.atMs <= atMs)) return;
    wake?.cancel();
    const cancel = time.after(Math.max(1, Math.ceil(atMs - time.now())), () => {
      wake = undefined;
      pump();
    });
    wake = { atMs, cancel };
  };

  standings.watch((notice) => {
    accounts.hear(notice);
    pump();
  });

  const enter = ({ key, traffic }: Ask): ((passed?: Passed<unknown>) => void) => {
    const account = accounts.of(key);
    const began = whole.enter();
    const accountBegan = account?.enter();
    waiters.went(traffic);
    return (passed) => {
      const health: VendorHealth = passed?.health ?? "untouched";
      whole.leave(began, health);
      // That the vendor is away is nothing that one account would know.
      if (accountBegan !== undefined) account?.leave(accountBegan, health === "up" ? "up" : "untouched");
      if (key !== undefined) touched.add(key);
      const shutForMs = passed?.shutForMs ?? 0;
      if (shutForMs > 0) (key === undefined ? whole : accounts.open(key)).throttled(shutForMs);
      pump();
    };
  };

  const run = async <T>(work: () => Promise<Passed<T>>, ask: Ask): Promise<Admission<T>> => {
    const leave = enter(ask);
    let passed: Passed<T> | undefined;
    try {
      passed = await work();
      return { kind: "done", value: passed.value };
    } finally {
      leave(passed);
    }
  };

  const givingUp = openGivingUp<Waiter & { readonly giveUp: (reason: unknown) => void }>((waiter, reason) => {
    waiters.remove(waiter);
    waiter.giveUp(reason);
  });
  const wait = <T>(work: () => Promise<Passed<T>>, ask: Ask) =>
    new Promise<Admission<T>>((resolve, reject) => {
      const leaveRoom = () => {
        waiters.remove(waiter);
        givingUp.remove(ask.signal, waiter);
      };
      const waiter = {
        key: ask.key,
        traffic: ask.traffic,
        sinceMs: time.now(),
        start: () => {
          leaveRoom();
          run(work, ask).then(resolve, reject);
        },
        defer: (forMs: number, reason: string) => {
          leaveRoom();
          resolve({ kind: "deferred", forMs, reason });
        },
        giveUp: reject,
      };
      givingUp.add(ask.signal, waiter);
      waiters.add(waiter);
      pump();
    });

  return {
    get circuit() {
      return whole.circuit;
    },
    async admit(work, ask) {
      ask.signal.throwIfAborted();
      if (waiters.size === 0 && whole.mayPass() && accounts.mayPass(ask.key)) return run(work, ask);
      const ahead = ask.key === undefined || accounts.none ? 0 : (waiters.counts().get(ask.key) ?? 0);
      const postponed = judge(ask, 0, ahead);
      return postponed ? { kind: "deferred", ...postponed } : wait(work, ask);
    },
    async close() {
      await accounts.close();
      wake?.cancel();
    },
  };
}
