import type { Traffic } from "../delivery/gate.ts";

/** What each kind of traffic gets where all three want more than there is; who is alone gets everything. */
const weights: Readonly<Record<Traffic, number>> = { live: 6, retry: 3, replay: 1 };

/** The kinds of traffic, by weight. */
export const trafficKinds: readonly Traffic[] = ["live", "retry", "replay"];

/** Whose turn it is among kinds of traffic. */
export type Turns = {
  /** The kinds that have something to send, the one whose turn it is first. */
  readonly order: (wanting: readonly Traffic[]) => readonly Traffic[];
  /** One of this kind went. */
  readonly went: (traffic: Traffic) => void;
};

/**
 * Stride scheduling (Waldspurger 1995): each kind has a mile counter that grows by the inverse of its weight, and the
 * one that has gone least far is next. A kind that comes back after a rest starts level, or its rest would be a credit.
 */
export function takeTurns(): Turns {
  const gone: Record<Traffic, number> = { live: 0, retry: 0, replay: 0 };
  let front = 0;
  return {
    order: (wanting) => {
      for (const traffic of wanting) gone[traffic] = Math.max(gone[traffic], front);
      return wanting.toSorted((a, b) => gone[a] - gone[b]);
    },
    went: (traffic) => {
      front = Math.max(front, gone[traffic]);
      gone[traffic] = Math.max(gone[traffic], front) + 1 / weights[traffic];
    },
  };
}
