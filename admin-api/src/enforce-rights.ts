import type { OpenAPIHono } from "@hono/zod-openapi";
import { hasRight, rights, rolesWith, type Right } from "@spindlebus/bus";
import type { MiddlewareHandler } from "hono";
import type { AdminEnv } from "./env.ts";
import { problem } from "./problem.ts";

/**
 * Lets those pass who have the right that their route declares, as `x-right` in its description. It stands before all endpoints,
 * so that none can forget it: a route that declares nothing, or is not described, is for nobody.
 */
export function enforceRights(app: OpenAPIHono<AdminEnv>): MiddlewareHandler<AdminEnv> {
  let declared: ReadonlyMap<string, Right> | undefined;
  return async (c, next) => {
    // Endpoints are added after this, and all of them before the first request.
    declared ??= declaredRights(app);
    const right = declared.get(routeOf(app, c.req.method, c.req.path));
    if (right === undefined)
      return problem(c, "forbidden", "This route declares no right, so nobody may use it.");
    const roles = c.get("principal")?.roles ?? [];
    if (hasRight(roles, right)) return next();
    const having = rolesWith(right).join(" or ");
    return problem(c, "forbidden", `This needs the right ${right}: the role ${having}.`);
  };
}

function declaredRights({ openAPIRegistry }: OpenAPIHono<AdminEnv>): ReadonlyMap<string, Right> {
  const routes = openAPIRegistry.definitions.flatMap((each) => (each.type === "route" ? [each.route] : []));
  return new Map(
    routes.flatMap(({ method, path, "x-right": given }) => {
      const right = rights.find((each) => each === given);
      return right ? [[`${method.toUpperCase()} ${path}`, right] as const] : [];
    }),
  );
}

/** The route that will answer: the first that was added and is no middleware, in the description's words. */
function routeOf(app: OpenAPIHono<AdminEnv>, asked: string, path: string): string {
  const method = asked === "HEAD" ? "GET" : asked;
  const [handlers] = app.router.match(method, path);
  const found = handlers.map(([[, route]]) => route).find((route) => route.method !== "ALL");
  return `${method} ${found?.path.replaceAll(/:(\w+)(\{[^/]*\})?/g, "{$1}") ?? path}`;
}
