import { openGivingUp } from "./giving-up.ts";

/** What one worker knows of routes that people have paused. */
export type Pauses = {
  /** Whether nothing of this route is to be begun now: also as long as nobody has looked. */
  readonly isPaused: (route: string) => boolean;
  /** Waits until the route goes on, or as long as a token may be held back; rejects when the signal is aborted. */
  wait(route: string, signal: AbortSignal, patienceMs: number): Promise<"resumed" | "late">;
  /** Takes in what is paused: ids of connections and names of routes. */
  hear(paused: ReadonlySet<string>): void;
};

type Waiter = {
  readonly route: string;
  readonly lateAtMs: number;
  readonly end: (how: "resumed" | "late") => void;
  readonly giveUp: (reason: unknown) => void;
};

/** Knows of no pause yet, and holds everything back until it has heard. */
export function openPauses(nowMs: () => number = () => performance.now()): Pauses {
  let paused: ReadonlySet<string> | undefined;
  const waiters = new Set<Waiter>();
  const givingUp = openGivingUp<Waiter>((waiter, reason) => {
    waiters.delete(waiter);
    waiter.giveUp(reason);
  });
  const isPaused = (route: string) =>
    paused === undefined || (paused.size > 0 && (paused.has(route) || paused.has(connectionOf(route))));
  return {
    isPaused,
    wait: (route, signal, patienceMs) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const waiter: Waiter = {
          route,
          lateAtMs: nowMs() + patienceMs,
          end: (how) => {
            waiters.delete(waiter);
            givingUp.remove(signal, waiter);
            resolve(how);
          },
          giveUp: reject,
        };
        waiters.add(waiter);
        givingUp.add(signal, waiter);
      }),
    hear(now) {
      paused = now;
      for (const waiter of waiters) {
        if (!isPaused(waiter.route)) waiter.end("resumed");
        else if (nowMs() >= waiter.lateAtMs) waiter.end("late");
      }
    },
  };
}

const connectionOf = (route: string): string => route.slice(0, route.indexOf("."));
