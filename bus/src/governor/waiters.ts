import type { Traffic } from "../delivery/gate.ts";
import { takeTurns, trafficKinds } from "./shares.ts";

/** A delivery that waits to be let through. */
export type Waiter = {
  readonly key: string | undefined;
  readonly traffic: Traffic;
  readonly sinceMs: number;
  readonly start: () => void;
  readonly defer: (forMs: number, reason: string) => void;
};

/** Who waits, in the order in which they may go: by the shares of traffic, the keys in turn, first come within a key. */
export type Waiters = {
  add(waiter: Waiter): void;
  /** Takes out one that goes, is deferred, or gave up. */
  remove(waiter: Waiter): void;
  /** The one whose turn it is among those whose key may pass. */
  next(mayPass: (key: string | undefined) => boolean): Waiter | undefined;
  /** Notes that one went, also where it never waited. */
  went(traffic: Traffic): void;
  /** How many wait for each key. */
  counts(): ReadonlyMap<string | undefined, number>;
  all(): readonly Waiter[];
  readonly size: number;
};

export function openWaiters(): Waiters {
  const lines: Record<Traffic, Map<string | undefined, Waiter[]>> = {
    live: new Map(),
    retry: new Map(),
    replay: new Map(),
  };
  const turns = takeTurns();
  let size = 0;

  const first = (traffic: Traffic, mayPass: (key: string | undefined) => boolean): Waiter | undefined => {
    for (const [key, line] of lines[traffic]) if (mayPass(key)) return line[0];
    return undefined;
  };
  return {
    get size() {
      return size;
    },
    add(waiter) {
      const ofKind = lines[waiter.traffic];
      const line = ofKind.get(waiter.key);
      if (line) line.push(waiter);
      else ofKind.set(waiter.key, [waiter]);
      size += 1;
    },
    remove(waiter) {
      const ofKind = lines[waiter.traffic];
      const line = ofKind.get(waiter.key);
      const index = line?.indexOf(waiter) ?? -1;
      if (!line || index < 0) return;
      line.splice(index, 1);
      size -= 1;
      // Behind the other keys: each has its turn.
      ofKind.delete(waiter.key);
      if (line.length > 0) ofKind.set(waiter.key, line);
    },
    next(mayPass) {
      const wanting = trafficKinds.filter((traffic) => lines[traffic].size > 0);
      const [only, ...others] = wanting;
      if (only && others.length === 0) return first(only, mayPass);
      for (const traffic of turns.order(wanting)) {
        const found = first(traffic, mayPass);
        if (found) return found;
      }
      return undefined;
    },
    went: turns.went,
    counts() {
      const counts = new Map<string | undefined, number>();
      for (const traffic of trafficKinds)
        for (const [key, line] of lines[traffic]) counts.set(key, (counts.get(key) ?? 0) + line.length);
      return counts;
    },
    all: () => trafficKinds.flatMap((traffic) => [...lines[traffic].values()].flat()),
  };
}
