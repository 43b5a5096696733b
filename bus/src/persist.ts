import pRetry from "p-retry";
import type { Logger } from "pino";

/**
 * Repeats until it succeeds: for what must not be lost because the database or the broker is away. Costs no attempt of
 * any delivery; ends only by success or by `signal`, with the last error.
 */
export function persist<T>(
  what: string,
  run: () => Promise<T>,
  { log, signal }: { readonly log: Logger; readonly signal?: AbortSignal },
): Promise<T> {
  return pRetry(run, {
    retries: Number.POSITIVE_INFINITY,
    minTimeout: 100,
    maxTimeout: 2_000,
    randomize: true,
    ...(signal && { signal }),
    onFailedAttempt: ({ error, attemptNumber }) => {
      // The first failures of a short hiccup are not worth a line.
      if (attemptNumber % 5 === 2) log.warn({ what, attemptNumber, reason: error.message }, "still trying");
    },
  });
}
