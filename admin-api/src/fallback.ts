import type { Hono, MiddlewareHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import { BrokerAway, SearchTooWide } from "@spindlebus/bus/engine";
import { consolePage } from "./console/serve-console.ts";
import { FilterFault } from "./failure-filter.ts";
import type { AdminContext, AdminEnv } from "./env.ts";
import type { AdminPorts } from "./ports.ts";
import { problem } from "./problem.ts";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** Answers what no endpoint answers: a screen of the console, 405 where another method would do, else 404; and what was thrown. */
export function addFallbacks(app: Hono<AdminEnv>, { isOutage }: Pick<AdminPorts, "isOutage">): void {
  app.notFound((c) => {
    const page = consolePage(c);
    if (page) return page;
    const allowed = methods.filter((method) => serves(app, method, c.req.path));
    if (allowed.length === 0)
      return problem(c, "not-found", "There is nothing at this path; see /openapi.json.");
    c.header("Allow", allowed.join(", "));
    return problem(c, "method-not-allowed", `Allowed here: ${allowed.join(", ")}.`);
  });
  app.onError((error, c) => {
    if (error instanceof HTTPException && error.status < 500) return fromException(error, c);
    if (error instanceof FilterFault) return problem(c, "malformed", error.message);
    if (error instanceof SearchTooWide)
      return problem(
        c,
        "search-too-wide",
        `${error.message} Narrow it by from and to, a route, a group or a code.`,
      );
    if (error instanceof BrokerAway) {
      c.set("notes", { reason: error.message });
      return problem(c, "unavailable", error.message);
    }
    if (error instanceof HTTPException || isOutage(error)) {
      c.set("notes", { reason: error.message });
      return problem(
        c,
        "unavailable",
        "The database does not answer. Nothing was changed unless a repeat says so.",
      );
    }
    c.set("notes", { reason: error.message, at: framesOf(error) });
    return problem(c, "internal", "This is a fault of Spindle; its log has the request id of this answer.");
  });
}

/** Lets only such requests through as some endpoint serves: what is wrong with the others is their path or method. */
export function onlyServed(app: Hono<AdminEnv>): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    const method = c.req.method === "HEAD" ? "GET" : c.req.method;
    return serves(app, method, c.req.path) ? next() : c.notFound();
  };
}

/** Middleware is registered for every method and does not serve anything. */
function serves(app: Hono<AdminEnv>, method: string, path: string): boolean {
  const [handlers] = app.router.match(method, path);
  return handlers.some(([[, route]]) => route.method !== "ALL");
}

function fromException({ status }: HTTPException, c: AdminContext) {
  return status === 415
    ? problem(c, "unsupported-media-type", "Send the body as application/json, in UTF-8.")
    : problem(c, "malformed", "The request cannot be read.");
}

/** The stack without its first line, which is the message again. */
const framesOf = (error: Error): readonly string[] =>
  (error.stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 5)
    .map((line) => line.trim());
