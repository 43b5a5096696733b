import pRetry, { AbortError } from "p-retry";
import type { Logger } from "pino";
import { unstorable } from "./unstorable.ts";

/**
 * Repeats until it succeeds: for what must not be lost because the database or the broker is away. Costs no attempt of
 * any delivery; ends only by success or by `signal`, with the last error.
 * @throws Unstorable at once where the database refuses it for what is in it
 */
export async function persist<T>(
  what: string,
  run: () => Promise<T>,
  { log, signal }: { readonly log: Logger; readonly signal?: AbortSignal },
): Promise<T> {
  const results: T[] = [];
  const retried = async () => {
    try {
      results.push(await run());
    } catch (cause) {
      const refusal = unstorable(cause);
      throw refusal ? new AbortError(refusal) : retriable(cause);
    }
  };
  const trying = pRetry(retried, {
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
  try {
    await trying;
  } catch (error) {
    // What was done while the signal came is done, and must not be taken for undone.
    if (results.length === 0) throw error;
  }
  // One success ends the tries.
  return results[0] as T;
}

/** p-retry takes a TypeError for a bug and gives up; drivers throw it when a connection breaks at the wrong moment. */
function retriable(cause: unknown): Error {
  if (cause instanceof Error && !(cause instanceof TypeError)) return cause;
  return new Error(cause instanceof Error ? cause.message : String(cause), { cause });
}
