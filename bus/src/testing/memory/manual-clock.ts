import type { Clock } from "../../delivery/ports.ts";

/** A clock that stands still until it is moved. */
export type ManualClock = Clock & {
  advance(ms: number): void;
};

/** Starts at `startMs` (milliseconds since 1970). */
export function manualClock(startMs: number): ManualClock {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    advance: (ms) => {
      nowMs += ms;
    },
  };
}
