import type { Answer, Turn } from "./turn.ts";
import type { Limits, Scope, Standing } from "./standing.ts";

/** A standing as it was at a moment of the clock that all workers share. */
export type Seen = { readonly scope: Scope; readonly standing: Standing; readonly nowMs: number };

/** Everything that wants attention, as of a question put at `askedAtMs` of the worker's own clock. */
export type Notice = { readonly askedAtMs: number; readonly seen: readonly Seen[] };

/** The standings that all workers share, and change one at a time. */
export type Standings = {
  /** One worker's turn at one scope; rejects where they cannot be reached. */
  take(scope: Scope, turn: Turn, limits: Limits): Promise<Seen & { readonly answer: Answer }>;
  /** Tells again and again what wants attention: soon after it changed, and from time to time. */
  watch(listener: (notice: Notice) => void): void;
};

/** The worker's own time: it never jumps, and says nothing about the hour. */
export type Time = {
  /** Milliseconds since some moment. */
  now(): number;
  /** Runs something later; the returned function prevents it. Does not keep the process alive. */
  after(ms: number, run: () => void): () => void;
};

/** The time of this process. */
export const processTime: Time = {
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
};
