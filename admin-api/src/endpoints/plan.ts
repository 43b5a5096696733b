import { createRoute, z } from "@hono/zod-openapi";
import { json, problems, reading } from "../answers.ts";
import { ConnectionName } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { problem } from "../problem.ts";
import { newRouter } from "../router.ts";
import { Connection, ConnectionDetail, RouteView } from "./plan-shapes.ts";
import { connectionStates } from "./connection-states.ts";
import { connectionView, routeViews } from "./plan-views.ts";
import { settingViews } from "./setting-views.ts";
import { listOf } from "./shapes.ts";

const routesRoute = createRoute({
  ...reading("routes", "read"),
  method: "get",
  path: "/routes",
  summary: "Routes, with their failures and waiting deliveries by state",
  responses: { 200: json(listOf(RouteView), "All routes"), ...problems },
});

const connectionsRoute = createRoute({
  ...reading("connections", "read"),
  method: "get",
  path: "/connections",
  summary: "Connections with limits, closures and circuit",
  responses: { 200: json(listOf(Connection), "All connections"), ...problems },
});

const connectionRoute = createRoute({
  ...reading("connections", "read"),
  method: "get",
  path: "/connections/{id}",
  summary: "One connection",
  request: { params: z.object({ id: ConnectionName }) },
  responses: { 200: json(ConnectionDetail, "The connection"), ...problems },
});

/** What is configured, and how it is doing. */
export function planEndpoints({ operations: { planState, pauses }, plan, secretOrigin }: AdminPorts) {
  return newRouter()
    .openapi(routesRoute, async (c) => {
      const [counts, lanes, paused] = await Promise.all([
        planState.counts(),
        planState.lanes(),
        pauses.list(),
      ]);
      return c.json({ data: routeViews(plan, { counts, lanes, paused }) }, 200);
    })
    .openapi(connectionsRoute, async (c) => {
      const connections = [...plan.connections.values()];
      const states = await connectionStates({ planState, pauses }, connections);
      return c.json({ data: connections.map((each) => connectionView(each, plan, states)) }, 200);
    })
    .openapi(connectionRoute, async (c) => {
      const { id } = c.req.valid("param");
      const connection = plan.connections.get(id);
      if (!connection) return problem(c, "not-found", "No connection of that id is configured.");
      const [states, accounts] = await Promise.all([
        connectionStates({ planState, pauses }, [connection]),
        planState.accounts(id, connection.limits),
      ]);
      const view = connectionView(connection, plan, states);
      return c.json({ ...view, accounts, settings: settingViews(connection, secretOrigin) }, 200);
    });
}
