import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { Logger } from "pino";
import type { Clock } from "../delivery/ports.ts";
import type { IngressEnv } from "./env.ts";

/** Writes one line per request at its end. It names the route's pattern: a path could carry anything. */
export function requestLog(log: Logger, clock: Clock): MiddlewareHandler<IngressEnv> {
  return async (c, next) => {
    const startedAtMs = clock.now();
    await next();
    const { level = levelOf(c.req.path, c.res.status), ...notes } = c.get("notes") ?? {};
    const { method } = c.req;
    const { status } = c.res;
    log[level](
      { method, route: routePath(c, -1), status, durationMs: clock.now() - startedAtMs, ...notes },
      "request",
    );
  };
}

/** Probes come every few seconds and say nothing while they succeed. */
const levelOf = (path: string, status: number) => {
  if (status === 503) return "warn";
  return (path === "/livez" || path === "/readyz") && status < 400 ? "debug" : "info";
};
