import { setTimeout as delay } from "node:timers/promises";

/** Time as the simulators see it, so that a test can hold it in its hand. */
export type SimulatorClock = {
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  /** Resolves after that time, or at once when aborted. */
  readonly wait: (delayMs: number, signal: AbortSignal) => Promise<void>;
};

/** The machine's own clock. */
export const realClock: SimulatorClock = {
  nowMs: () => Date.now(),
  wait: async (delayMs, signal) => {
    try {
      await delay(delayMs, undefined, { signal });
    } catch (error) {
      if (!signal.aborted) throw error; // an abort ends the wait early, which is what it is for
    }
  },
};
