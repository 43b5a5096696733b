import { createRoute, z } from "@hono/zod-openapi";
import { json, problems, reading } from "../answers.ts";
import { ConnectionName, MessageType } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { problem } from "../problem.ts";
import { newRouter } from "../router.ts";
import { Connection, RouteView } from "./plan-shapes.ts";
import { connectionView, contractViews, routeViews } from "./plan-views.ts";
import { listOf } from "./shapes.ts";

const contractFields = {
  type: z.string(),
  kind: z.string(),
  summary: z.string(),
  entityKey: z.string(),
  semantics: z.string(),
  owner: z.string(),
  routes: z.array(z.string()).readonly(),
  versions: z
    .array(z.string())
    .readonly()
    .openapi({ description: "The types of all its versions, oldest first." }),
  upcasts: z
    .object({ from: z.string(), impossible: z.string().nullable() })
    .nullable()
    .openapi({ description: "The older version that is upcast to this one, or why it cannot be." }),
};
const Contract = z.object(contractFields).openapi("Contract");
const ContractDetail = z
  .object({
    ...contractFields,
    schema: z.record(z.string(), z.unknown()),
    examples: z.array(z.unknown()).readonly(),
  })
  .openapi("ContractDetail");

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
  responses: { 200: json(Connection, "The connection"), ...problems },
});

const contractsRoute = createRoute({
  ...reading("contracts", "read"),
  method: "get",
  path: "/contracts",
  summary: "The contracts of this installation",
  responses: { 200: json(listOf(Contract), "All contracts"), ...problems },
});

const contractRoute = createRoute({
  ...reading("contracts", "read"),
  method: "get",
  path: "/contracts/{type}",
  summary: "One contract with its JSON Schema and examples",
  request: { params: z.object({ type: MessageType }) },
  responses: { 200: json(ContractDetail, "The contract"), ...problems },
});

/** What is configured, and how it is doing. */
export function planEndpoints({ operations: { planState, pauses }, plan }: AdminPorts) {
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
      const [governors, paused] = await Promise.all([planState.governors(), pauses.list()]);
      const views = [...plan.connections.values()].map((each) =>
        connectionView(each, plan, { governor: governors.get(each.id), paused }),
      );
      return c.json({ data: views }, 200);
    })
    .openapi(connectionRoute, async (c) => {
      const { id } = c.req.valid("param");
      const connection = plan.connections.get(id);
      if (!connection) return problem(c, "not-found", "No connection of that id is configured.");
      const [governors, paused] = await Promise.all([planState.governors(), pauses.list()]);
      return c.json(connectionView(connection, plan, { governor: governors.get(id), paused }), 200);
    })
    .openapi(contractsRoute, (c) => c.json({ data: contractViews(plan) }, 200))
    .openapi(contractRoute, (c) => {
      const { type } = c.req.valid("param");
      const view = contractViews(plan).find((each) => each.type === type);
      const schema = plan.registry.jsonSchema(type);
      if (!view || !schema) {
        const similar = plan.registry.nearest(type).join(" or ");
        return problem(c, "not-found", `No contract has this type.${similar && ` Did you mean ${similar}?`}`);
      }
      return c.json({ ...view, schema, examples: plan.registry.get(type)?.examples ?? [] }, 200);
    });
}
