import { squareError, type Answer } from "./answer.ts";

/** Square publishes no numbers; a simulated one that bears less than a connection's default would prove nothing. */
const perSecond = 50;

/** Counts the calls of each second, and refuses those that are too many. */
export function rateLimit(nowMs: () => number): () => Answer | undefined {
  let second = 0;
  let calls = 0;
  return () => {
    const now = Math.floor(nowMs() / 1_000);
    calls = now === second ? calls + 1 : 1;
    second = now;
    return calls > perSecond ? squareError(429, "RATE_LIMITED", "Too many requests.") : undefined;
  };
}
