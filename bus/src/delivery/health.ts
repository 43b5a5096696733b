import type { Attempted } from "./attempted.ts";
import type { VendorHealth } from "./gate.ts";
import type { Clock } from "./ports.ts";
import { retryAfterMs } from "./retry-after.ts";

/**
 * What an attempt says about the vendor. A refusal is a sign of life; no connection, silence and 5xx are not. A connection
 * that broke off says neither: somebody took the request, and the next one may well be answered.
 */
export function healthOf({ exchange }: Attempted): VendorHealth {
  if (!exchange) return "untouched";
  const { answer } = exchange;
  if (answer.kind === "answered") return answer.response.status >= 500 ? "down" : "up";
  if (answer.kind === "neverLeft" && answer.later) return "untouched";
  return answer.kind === "neverLeft" || answer.code === "timeout" ? "down" : "untouched";
}

/**
 * A limit that one call ran into is the limit of all: whoever sends now is refused too. A 429 says so whatever becomes of
 * the delivery: to a probe, or to a repeat of what is in doubt, it settles nothing.
 */
export function shutFor({ outcome, exchange }: Attempted, clock: Clock): number {
  if (outcome.kind === "throttled") return within(outcome.retryAfterMs);
  if (exchange?.answer.kind !== "answered" || exchange.answer.response.status !== 429) return 0;
  return within(retryAfterMs(exchange.answer.response, clock));
}

const within = (askedMs = unsaidShutMs): number =>
  Number.isNaN(askedMs) ? unsaidShutMs : Math.min(askedMs, longestShutMs);

/** Who names no end, or one in a hundred years, is asked again before: nobody else could open the door. */
const longestShutMs = 7 * 86_400_000;
/** Where the vendor does not say for how long. */
const unsaidShutMs = 1_000;
