import type { OpenAPIHono } from "@hono/zod-openapi";
import { hasRight, rights, rolesWith, type Principal, type Right } from "@spindlebus/bus/engine";
import type { MiddlewareHandler } from "hono";
import { isLimited, type AdminEnv } from "./env.ts";
import { problem } from "./problem.ts";

/**
 * Lets those pass who have the right that their route declares, as `x-right` in its description. It stands before all endpoints,
 * so that none can forget it: a route that declares nothing, or is not described, is for nobody.
 */
export function enforceRights(app: OpenAPIHono<AdminEnv>): MiddlewareHandler<AdminEnv> {
  let declared: ReadonlyMap<string, Declared> | undefined;
  return async (c, next) => {
    // Endpoints are added after this, and all of them before the first request.
    declared ??= declaredRights(app);
    const route = declared.get(routeOf(app, c.req.method, c.req.path));
    const refusal = refusalOf(route, c.get("principal"));
    return refusal === undefined ? next() : problem(c, "forbidden", refusal);
  };
}

/** What a route declares of itself in its description. */
type Declared = { readonly right: Right; readonly isOfEverything: boolean };

function refusalOf(route: Declared | undefined, principal: Principal | undefined): string | undefined {
  if (!route) return "This route declares no right, so nobody may use it.";
  const { right, isOfEverything } = route;
  if (!principal || !hasRight(principal.roles, right))
    return `This needs the right ${right}: the role ${rolesWith(right).join(" or ")}.`;
  return isOfEverything && isLimited(principal)
    ? "This concerns all connections, and the token is limited to some."
    : undefined;
}

function declaredRights({ openAPIRegistry }: OpenAPIHono<AdminEnv>): ReadonlyMap<string, Declared> {
  const routes = openAPIRegistry.definitions.flatMap((each) => (each.type === "route" ? [each.route] : []));
  return new Map(
    routes.flatMap(({ method, path, "x-right": given, "x-of-everything": everything }) => {
      const right = rights.find((each) => each === given);
      return right
        ? [[`${method.toUpperCase()} ${path}`, { right, isOfEverything: everything === true }] as const]
        : [];
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
