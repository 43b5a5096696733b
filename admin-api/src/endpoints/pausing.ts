import { createRoute, z } from "@hono/zod-openapi";
import type { Act, Result } from "@spindlebus/bus/engine";
import { acting, json, jsonRequest, problems } from "../answers.ts";
import { actorOf } from "../env.ts";
import { ConnectionName, ReasonBody, RouteName } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { refused } from "../problem.ts";
import { newRouter } from "../router.ts";
import { Connection, RouteView } from "./plan-shapes.ts";
import { connectionStates } from "./connection-states.ts";
import { connectionView, routeViews } from "./plan-views.ts";

const body = jsonRequest(ReasonBody);
const ofRoute = { params: z.object({ route: RouteName }), body };
const ofConnection = { params: z.object({ id: ConnectionName }), body };

/** Stopping what is sent to a vendor, and letting it go on. */
export function pausingEndpoints({ operations, plan }: AdminPorts) {
  const { idempotencyKeys } = operations;
  const common = { ...acting("routes", "act-in-bulk", idempotencyKeys), method: "post" as const };
  const routeAnswer = { responses: { 200: json(RouteView, "The route as it is now"), ...problems } };
  const connectionAnswer = {
    responses: { 200: json(Connection, "The connection as it is now"), ...problems },
  };
  const pauseRoute = createRoute({
    ...common,
    ...routeAnswer,
    path: "/routes/{route}/pause",
    summary: "Sends nothing of a route for now; its messages stay in their queues, and no attempt is spent",
    request: ofRoute,
  });
  const resumeRoute = createRoute({
    ...common,
    ...routeAnswer,
    path: "/routes/{route}/resume",
    summary: "Lets a paused route go on",
    request: ofRoute,
  });
  const pauseConnection = createRoute({
    ...common,
    ...connectionAnswer,
    path: "/connections/{id}/pause",
    summary: "Sends nothing to a vendor for now: all routes of the connection are paused",
    request: ofConnection,
  });
  const resumeConnection = createRoute({
    ...common,
    ...connectionAnswer,
    path: "/connections/{id}/resume",
    summary: "Lets a paused connection go on, but for routes that are paused themselves",
    request: ofConnection,
  });

  const steer = pausing(operations, plan);
  return newRouter()
    .openapi(pauseRoute, async (c) => {
      const act = { actor: actorOf(c), reason: c.req.valid("json").reason };
      const result = await steer.route("pause", c.req.valid("param").route, act);
      return result.ok ? c.json(result.value, 200) : refused(c, result);
    })
    .openapi(resumeRoute, async (c) => {
      const act = { actor: actorOf(c), reason: c.req.valid("json").reason };
      const result = await steer.route("resume", c.req.valid("param").route, act);
      return result.ok ? c.json(result.value, 200) : refused(c, result);
    })
    .openapi(pauseConnection, async (c) => {
      const act = { actor: actorOf(c), reason: c.req.valid("json").reason };
      const result = await steer.connection("pause", c.req.valid("param").id, act);
      return result.ok ? c.json(result.value, 200) : refused(c, result);
    })
    .openapi(resumeConnection, async (c) => {
      const act = { actor: actorOf(c), reason: c.req.valid("json").reason };
      const result = await steer.connection("resume", c.req.valid("param").id, act);
      return result.ok ? c.json(result.value, 200) : refused(c, result);
    });
}

type Which = "pause" | "resume";

/** Changes a pause, and shows what it is about as it is then. */
function pausing({ pauses, planState }: AdminPorts["operations"], plan: AdminPorts["plan"]) {
  return {
    async route(which: Which, name: string, act: Act): Promise<Result<z.infer<typeof RouteView>>> {
      if (!plan.routes.some((route) => route.name === name))
        return unknown(`No configured route is called ${name}.`);
      const changed = await pauses[which]({ kind: "route", name }, act);
      if (!changed.ok) return changed;
      const [counts, lanes, paused] = await Promise.all([
        planState.counts(),
        planState.lanes(),
        pauses.list(),
      ]);
      const value = routeViews(plan, { counts, lanes, paused }).find((view) => view.name === name);
      return value ? { ok: true, value } : unknown(`The route ${name} is gone.`);
    },
    async connection(which: Which, name: string, act: Act): Promise<Result<z.infer<typeof Connection>>> {
      const connection = plan.connections.get(name);
      if (!connection) return unknown("No connection of that id is configured.");
      const changed = await pauses[which]({ kind: "connection", name }, act);
      if (!changed.ok) return changed;
      const states = await connectionStates({ planState, pauses }, [connection]);
      return { ok: true, value: connectionView(connection, plan, states) };
    },
  };
}

const unknown = (detail: string) => ({ ok: false, code: "notFound", detail }) as const;
