import type { MiddlewareHandler } from "hono";
import type { IngressEnv } from "./env.ts";
import { answerProblem, httpProblem } from "./problem.ts";

type Bounds = {
  /** The longest body that a request may have; a request that does not declare its length counts as one. */
  readonly bodyBytes: number;
  /** Bodies of all requests at work together. */
  readonly allBytes?: number;
  readonly deadlineMs?: number;
};

/**
 * Bounds what requests hold in memory and how long a caller waits. While database or broker hang, requests are answered
 * 503, and go on counting until their work has really ended.
 */
export function bounded({
  bodyBytes,
  allBytes = 67_108_864,
  deadlineMs = 20_000,
}: Bounds): MiddlewareHandler<IngressEnv> {
  let held = 0;
  return async (c, next) => {
    const bytes = Math.min(Number(c.req.header("content-length") ?? bodyBytes), bodyBytes);
    if (held + bytes > allBytes) {
      return answerProblem(c, httpProblem("unavailable", "Too many requests are at work already."));
    }
    held += bytes;
    const work = next().finally(() => (held -= bytes));
    return (await endsWithin(deadlineMs, work))
      ? undefined
      : answerProblem(
          c,
          httpProblem(
            "not-stored",
            "It took too long. It may have been stored: send it again under the same id.",
          ),
        );
  };
}

async function endsWithin(deadlineMs: number, work: Promise<void>): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(() => resolve(false), deadlineMs);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
