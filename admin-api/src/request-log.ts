import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { AdminEnv } from "./env.ts";

/** As much of a logger as the admin API needs. */
export type AdminLog = {
  readonly [Level in "debug" | "info" | "warn" | "error"]: (fields: object, text: string) => void;
};

/** Writes one line per request at its end. It names the route's pattern: a query may hold what people search for. */
export function requestLog(log: AdminLog): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    const startedAtMs = performance.now();
    await next();
    const { status } = c.res;
    const fields = {
      method: c.req.method,
      route: routePath(c, -1),
      status,
      durationMs: Math.round(performance.now() - startedAtMs),
      requestId: c.get("requestId"),
      actor: c.get("principal")?.name,
      ...c.get("notes"),
    };
    log[levelOf(c.req.path, status)](fields, "request");
  };
}

const probed: ReadonlySet<string> = new Set(["/livez", "/readyz", "/metrics"]);

/** Probes and scrapes come every few seconds and say nothing while they succeed. */
function levelOf(path: string, status: number) {
  if (status === 503) return "warn";
  if (status >= 500) return "error";
  return probed.has(path) && status < 400 ? "debug" : "info";
}
