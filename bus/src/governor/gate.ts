import type { Admission, Ask, CircuitPosition, Gate, Passed, VendorHealth } from "../delivery/gate.ts";
import { putOff, type Postponed } from "./put-off.ts";
import { openBookings } from "./bookings.ts";
import { openScope, type LocalScope } from "./scope.ts";
import { wholeConnection, type Limits } from "./standing.ts";
import type { Notice, Standings, Time } from "./standings.ts";
import { openWaiters, type Waiter } from "./waiters.ts";

/** How much a connection bears, and each account of it where it has limits of its own. */
export type GateLimits = Limits & { readonly perKey?: Partial<Limits> | undefined };

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
  const { connection, limits, time, standings } = options;
  const waiters = openWaiters();
  const bookings = openBookings();
  const accounts = new Map<string, LocalScope>();
  /** Accounts that something was learned about. */
  const touched = new Set<string>();
  let wake: { readonly atMs: number; readonly cancel: () => void } | undefined;
  let tickedAtMs = time.now();

  const scopeOf = (key: string): LocalScope =>
    openScope({
      ...options,
      scope: { connection, key },
      limits: key === wholeConnection ? limits : { ...limits, perSecond: Infinity, ...limits.perKey },
      leased: key === wholeConnection || limits.perKey?.concurrency !== undefined,
      holdMs,
      changed: () => pump(),
      circuitMoved: (to) => options.onCircuit?.(to),
    });
  const whole = scopeOf(wholeConnection);
  const account = (key: string): LocalScope => {
    const known = accounts.get(key);
    if (known) return known;
    const opened = scopeOf(key);
    accounts.set(key, opened);
    return opened;
  };
  /** Only where there is something to know about the account. */
  const accountOf = (key: string | undefined): LocalScope | undefined => {
    if (key === undefined) return undefined;
    return limits.perKey ? account(key) : accounts.get(key);
  };
  const keyMayPass = (key: string | undefined): boolean => accountOf(key)?.mayPass() ?? true;

  const pump = () => {
    while (whole.mayPass()) {
      const next = waiters.next(keyMayPass);
      if (!next) break;
      waiters.remove(next);
      next.start();
    }
    lookAround();
    arm();
  };

  const lookAround = () => {
    let passable = 0;
    const counts = waiters.counts();
    for (const key of touched) if (!counts.has(key)) accounts.get(key)?.look(0);
    touched.clear();
    for (const [key, count] of counts) {
      const scope = accountOf(key);
      // An account that waits for nothing but the connection is not to gather slots meanwhile.
      scope?.look(whole.shutForMs() > 0 ? 0 : count);
      if (!scope || scope.mayPass()) passable += count;
    }
    whole.look(passable);
    const now = time.now();
    if (now - tickedAtMs < tickMs) return;
    tickedAtMs = now;
    for (const [key, scope] of accounts) {
      if (scope.idle && !counts.has(key)) accounts.delete(key);
      else if (!counts.has(key)) scope.look(0);
    }
    bookings.forget(now);
    for (const waiter of waiters.all()) putOffIfDue(waiter);
  };

  const putOffIfDue = (waiter: Waiter): void => {
    const postponed = judge(waiter);
    if (!postponed) return;
    waiters.remove(waiter);
    waiter.defer(postponed.forMs, postponed.reason);
  };
  const judge = ({ key, traffic, sinceMs }: Pick<Waiter, "key" | "traffic" | "sinceMs">, ahead = 0) =>
    putOff({
      key,
      traffic,
      waitedMs: time.now() - sinceMs,
      ahead,
      nowMs: time.now(),
      whole,
      account: accountOf(key),
      limits,
      bookings,
    });

  const arm = () => {
    const scopes = [whole, ...[...waiters.counts().keys()].flatMap((key) => accountOf(key) ?? [])];
    const busy = waiters.size > 0 || accounts.size > 0;
    const times = [
      ...scopes.flatMap((scope) => scope.wakeAtMs() ?? []),
      ...(busy ? [tickedAtMs + tickMs] : []),
    ];
    if (times.length === 0) return;
    const atMs = Math.min(...times);
    if (wake && wake.atMs <= atMs) return;
    wake?.cancel();
    const cancel = time.after(Math.max(1, Math.ceil(atMs - time.now())), () => {
      wake = undefined;
      pump();
    });
    wake = { atMs, cancel };
  };

  standings.watch((notice) => {
    take(notice);
    pump();
  });
  const take = ({ askedAtMs, seen }: Notice) => {
    const ours = new Map(
      seen.filter(({ scope }) => scope.connection === connection).map((each) => [each.scope.key, each]),
    );
    for (const [key, scope] of [[wholeConnection, whole] as const, ...accounts])
      if (!ours.has(key)) scope.nothingSeen(askedAtMs);
    for (const [key, each] of ours) (key === wholeConnection ? whole : account(key)).see(each);
  };

  const enter = ({ key, traffic }: Ask): ((passed?: Passed<unknown>) => void) => {
    const entered = accountOf(key);
    const began = whole.enter();
    const keyBegan = entered?.enter();
    waiters.went(traffic);
    return (passed) => {
      const health: VendorHealth = passed?.health ?? "untouched";
      whole.leave(began, health);
      if (keyBegan !== undefined) entered?.leave(keyBegan, health);
      if (key !== undefined) touched.add(key);
      const shutForMs = passed?.shutForMs ?? 0;
      if (shutForMs > 0) (key === undefined ? whole : account(key)).throttled(shutForMs);
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

  const wait = <T>(work: () => Promise<Passed<T>>, ask: Ask) =>
    new Promise<Admission<T>>((resolve, reject) => {
      const { key, traffic, signal } = ask;
      const gaveUp = () => {
        waiters.remove(waiter);
        reject(signal.reason as Error);
      };
      const waiter: Waiter = {
        key,
        traffic,
        sinceMs: time.now(),
        start: () => {
          signal.removeEventListener("abort", gaveUp);
          run(work, ask).then(resolve, reject);
        },
        defer: (forMs, reason) => {
          signal.removeEventListener("abort", gaveUp);
          resolve({ kind: "deferred", forMs, reason });
        },
      };
      signal.addEventListener("abort", gaveUp, { once: true });
      waiters.add(waiter);
      pump();
    });

  return {
    get circuit() {
      return whole.circuit;
    },
    async admit(work, ask) {
      ask.signal.throwIfAborted();
      if (waiters.size === 0 && whole.mayPass() && keyMayPass(ask.key)) return run(work, ask);
      const ahead = ask.key === undefined ? 0 : (waiters.counts().get(ask.key) ?? 0);
      const postponed: Postponed | undefined = judge({ ...ask, key: ask.key, sinceMs: time.now() }, ahead);
      return postponed ? { kind: "deferred", ...postponed } : wait(work, ask);
    },
    async close() {
      await Promise.all([whole, ...accounts.values()].map((scope) => scope.close()));
      wake?.cancel();
    },
  };
}
