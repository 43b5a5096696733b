import type { MiddlewareHandler } from "hono";
import type { IngressEnv } from "./env.ts";
import { answerProblem, httpProblem } from "./problem.ts";
import { undeclaredBytes } from "./read-body.ts";

type Bounds = {
  /** The longest body that a request may have. */
  readonly bodyBytes: number;
  /** Bodies of all requests at work together, but for the large ones. */
  readonly allBytes?: number;
  /** Bodies of all large requests at work together: parsed and checked each needs several times its length. */
  readonly largeBytes?: number;
};

/**
 * Bounds what the bodies of requests hold in memory, until their work has really ended. Large ones have a bound of their own,
 * so that they never keep the others out.
 */
export function bounded({
  bodyBytes,
  allBytes = 67_108_864,
  largeBytes = 33_554_432,
}: Bounds): MiddlewareHandler<IngressEnv> {
  const usual = { held: 0, most: allBytes, name: "requests" };
  const large = { held: 0, most: largeBytes, name: "large requests" };
  return async (c, next) => {
    const bytes = Math.min(Number(c.req.header("content-length") ?? undeclaredBytes), bodyBytes);
    const pool = bytes > undeclaredBytes ? large : usual;
    if (pool.held + bytes > pool.most) {
      return answerProblem(c, httpProblem("unavailable", `Too many ${pool.name} are at work already.`));
    }
    pool.held += bytes;
    try {
      await next();
    } finally {
      pool.held -= bytes;
    }
    return undefined;
  };
}
