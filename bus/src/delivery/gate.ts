import { circuitBreaker, CircuitState, ConsecutiveBreaker, handleAll } from "cockatiel";
import pLimit from "p-limit";
import { RateLimiterMemory, RateLimiterQueue } from "rate-limiter-flexible";

/** What a piece of work learned about the vendor; `untouched` where it never asked. */
export type VendorHealth = "up" | "down" | "untouched";

export type CircuitPosition = "closed" | "open";

/** Lets deliveries of one connection through when the vendor can take them: before the claim, never after. */
export type Gate = {
  /** Rejects with the signal's reason when it is aborted before the work began. */
  admit<T>(
    work: () => Promise<{ readonly health: VendorHealth; readonly value: T }>,
    signal: AbortSignal,
  ): Promise<T>;
  readonly circuit: CircuitPosition;
};

type GateOptions = {
  readonly concurrency: number;
  readonly perSecond: number;
  readonly onCircuit?: (position: CircuitPosition) => void;
};

const failuresToOpen = 5;
const halfOpenAfterMs = 2_000;

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
  let mayTryAtMs = 0;
  let trying = false;
  breaker.onBreak(() => {
    mayTryAtMs = Date.now() + halfOpenAfterMs;
    onCircuit?.("open");
  });
  breaker.onReset(() => onCircuit?.("closed"));

  const closed = () => breaker.state === CircuitState.Closed;
  const mayPass = () => closed() || (!trying && Date.now() >= mayTryAtMs);

  const report = async (health: VendorHealth) => {
    if (health === "untouched") return;
    // The breaker only counts; what it throws back says what we told it.
    await breaker
      .execute(() => (health === "up" ? Promise.resolve() : Promise.reject(new Error("vendor down"))))
      .catch(() => undefined);
  };

  const pass = async <T>(
    work: () => Promise<{ health: VendorHealth; value: T }>,
    signal: AbortSignal,
  ): Promise<{ value: T } | undefined> => {
    signal.throwIfAborted();
    if (!mayPass()) return undefined;
    const asTrial = !closed();
    trying ||= asTrial;
    try {
      await takeRate();
      const { health, value } = await work();
      await report(health);
      return { value };
    } finally {
      if (asTrial) trying = false;
    }
  };

  return {
    get circuit() {
      return closed() ? "closed" : "open";
    },
    async admit(work, signal) {
      for (;;) {
        while (!mayPass()) await pause(signal);
        const passed = await slots(() => pass(work, signal));
        if (passed) return passed.value;
      }
    },
  };
}

/** How often a waiting delivery looks whether the circuit lets it through. */
const lookAgainMs = 200;

function pause(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, lookAgainMs);
    signal.addEventListener("abort", stop, { once: true });
  });
}

function rateLimit(perSecond: number): () => Promise<void> {
  if (!Number.isFinite(perSecond)) return () => Promise.resolve();
  const queue = new RateLimiterQueue(new RateLimiterMemory({ points: perSecond, duration: 1 }));
  return async () => {
    await queue.removeTokens(1);
  };
}
