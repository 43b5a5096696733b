import { httpError, type Answer } from "./answer.ts";

/** What Sanity allows one address in a second (its page "Technical limits"). */
const perSecond = { mutations: 25, requests: 500 } as const;

/** The answer to what is over a limit. */
export const overLimit: Answer = {
  ...httpError(429, "Too Many Requests", "API rate limit exceeded"),
  headers: { "retry-after": "1", "ratelimit-reset": "1", "ratelimit-remaining": "0" },
};

/** Sanity's limits of one second: what is over them is refused. */
export function rateLimit(nowMs: () => number): (kind: keyof typeof perSecond) => Answer | undefined {
  let second = 0;
  let counts = { mutations: 0, requests: 0 };
  return (kind) => {
    const now = Math.floor(nowMs() / 1_000);
    if (now !== second) counts = { mutations: 0, requests: 0 };
    second = now;
    counts = { ...counts, [kind]: counts[kind] + 1 };
    return counts[kind] > perSecond[kind] ? overLimit : undefined;
  };
}
