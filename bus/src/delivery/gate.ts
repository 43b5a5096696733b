import { circuitBreaker, CircuitState, ConsecutiveBreaker, handleAll } from "cockatiel";
import pLimit from "p-limit";
import { RateLimiterMemory, RateLimiterQueue } from "rate-limiter-flexible";
import { sleep } from "../sleep.ts";

/** What a piece of work learned about the vendor; `untouched` where it never asked. */
export type VendorHealth = "up" | "down" | "untouched";

export type CircuitPosition = "closed" | "open";

/** How a piece of work ended. */
export type Passed<T> = {
  readonly value: T;
  readonly health: VendorHealth;
  /** The vendor wants to be left alone for so long. */
  readonly shutForMs?: number | undefined;
};

/** What a delivery comes from: each has its share where there is not enough for all. */
export type Traffic = "live" | "retry" | "replay";

/** Who wants to pass. */
export type Ask = {
  /** The account or store whose limit it counts against; the connection's alone where there is none. */
  readonly key?: string | undefined;
  readonly traffic: Traffic;
  readonly signal: AbortSignal;
};

export type Admission<T> =
  | { readonly kind: "done"; readonly value: T }
  /** Its key stays closed for so long that waiting here would be in the way of others; the work was not begun. */
  | { readonly kind: "deferred"; readonly forMs: number; readonly reason: string };

/** Lets deliveries of one connection through when the vendor can take them: before the claim, never after. */
export type Gate = {
  /** Rejects with the signal's reason when it is aborted before the work began. */
  admit<T>(work: () => Promise<Passed<T>>, ask: Ask): Promise<Admission<T>>;
  readonly circuit: CircuitPosition;
};

type GateOptions = {
  readonly concurrency: number;
  readonly perSecond: number;
  readonly onCircuit?: (position: CircuitPosition) => void;
};

const failuresToOpen = 5;
const halfOpenAfterMs = 2_000;
/** However long the vendor wants to be left alone: from time to time one looks. */
const longestShutMs = 60_000;

/** How often a waiting delivery looks whether the circuit lets it through. */
const lookAgainMs = 200;

/**
 * Concurrency, rate and circuit of one connection. While the circuit is open nothing is claimed, so an outage stays in
 * the queue; every two seconds one delivery is let through to see.
 */
export function openGate({ concurrency, perSecond, onCircuit }: GateOptions): Gate {
  const slots = pLimit(concurrency);
  const takeRate = rateLimit(perSecond);
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: halfOpenAfterMs,
    breaker: new ConsecutiveBreaker(failuresToOpen),
  });
  let position: CircuitPosition = "closed";
  let shutUntilMs = 0;
  let trying = false;
  const moved = (to: CircuitPosition) => {
    if (to === "open") shutUntilMs = Math.max(shutUntilMs, Date.now() + halfOpenAfterMs);
    // A trial that fails breaks the circuit anew; for everybody else nothing has changed.
    if (to === position) return;
    position = to;
    onCircuit?.(to);
  };
  breaker.onBreak(() => moved("open"));
  breaker.onReset(() => moved("closed"));

  const closed = () => breaker.state === CircuitState.Closed;
  const mayPass = () => Date.now() >= shutUntilMs && (closed() || !trying);

  const report = async ({ health, shutForMs = 0 }: Passed<unknown>) => {
    shutUntilMs = Math.max(shutUntilMs, Date.now() + Math.min(shutForMs, longestShutMs));
    if (health === "untouched") return;
    // The breaker only counts; what it throws back says what we told it.
    await breaker
      .execute(() => (health === "up" ? Promise.resolve() : Promise.reject(new Error("vendor down"))))
      .catch(() => undefined);
  };

  const pass = async <T>(
    work: () => Promise<Passed<T>>,
    signal: AbortSignal,
  ): Promise<{ value: T } | undefined> => {
    signal.throwIfAborted();
    await takeRate();
    // Much may have happened while it waited for its turn.
    signal.throwIfAborted();
    if (!mayPass()) return undefined;
    const asTrial = !closed();
    trying ||= asTrial;
    try {
      const passed = await work();
      await report(passed);
      return { value: passed.value };
    } finally {
      if (asTrial) trying = false;
    }
  };

  return {
    get circuit() {
      return position;
    },
    async admit(work, { signal }) {
      for (;;) {
        while (!mayPass()) await sleep(lookAgainMs, signal);
        const passed = await slots(() => pass(work, signal));
        if (passed) return { kind: "done", value: passed.value };
      }
    },
  };
}

function rateLimit(perSecond: number): () => Promise<void> {
  if (!Number.isFinite(perSecond)) return () => Promise.resolve();
  // Whole tokens: half a call per second is one every two.
  const points = Math.max(1, Math.floor(perSecond));
  const queue = new RateLimiterQueue(new RateLimiterMemory({ points, duration: points / perSecond }));
  return async () => {
    await queue.removeTokens(1);
  };
}
