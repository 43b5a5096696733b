import type { MiddlewareHandler } from "hono";
import type { IngressEnv } from "./env.ts";
import { answerProblem, httpProblem, type HttpProblem } from "./problem.ts";

type Limits = {
  /** Each holds some kilobytes, whatever its body has. */
  readonly most?: number | undefined;
  readonly deadlineMs?: number;
  /** What a caller is told whose request took longer. */
  readonly late: HttpProblem;
};

/** A request that stores something: it may have done so. */
export const lateToStore = httpProblem(
  "not-stored",
  "It took too long. It may have been stored: send it again under the same id.",
);
export const lateToLook = httpProblem("unavailable", "It took too long to look it up. Ask again.");

/**
 * Bounds how many requests are at work, and how long a caller waits, from the first thing that may hang: the look for its
 * token. While database, broker or an issuer of tokens hang, requests are answered 503, and go on counting until their
 * work has really ended.
 */
export function atWork({ most = 2_000, deadlineMs = 20_000, late }: Limits): MiddlewareHandler<IngressEnv> {
  const full = httpProblem("unavailable", "Too many requests are at work already.");
  let working = 0;
  return async (c, next) => {
    if (working >= most) return answerProblem(c, full);
    working += 1;
    const work = next().finally(() => (working -= 1));
    return (await endsWithin(deadlineMs, work)) ? undefined : answerProblem(c, late);
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
