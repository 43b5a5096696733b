import { createRoute, z } from "@hono/zod-openapi";
import { json, problems, reading } from "../answers.ts";
import { ConnectionName, MessageType } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { problem } from "../problem.ts";
import { newRouter } from "../router.ts";
import { connectionView, contractViews, routeViews } from "./plan-views.ts";
import { listOf, Time } from "./shapes.ts";

const count = z.int();
const Counts = z.object({ waiting: count, queued: count, inDoubt: count, dead: count, blocked: count });

const RouteView = z
  .object({
    name: z.string(),
    configured: z.boolean().openapi({ description: "false for one that only the ledger still knows." }),
    connection: z.string(),
    operation: z.string().nullable(),
    summary: z.string().nullable(),
    on: z.string().nullable().openapi({ description: "The message type it subscribes to." }),
    older: z
      .array(z.string())
      .readonly()
      .openapi({ description: "Older types that it gets too, upcast to that one." }),
    idempotency: z.string().nullable(),
    policy: z
      .object({
        attempts: count,
        baseMs: count,
        capMs: count,
        totalAgeMs: count,
        timeoutMs: count,
        leaseMs: count,
        poisonLimit: count,
      })
      .nullable(),
    lane: z
      .object({ group: z.string(), lanes: count, deliveries: count, oldestSeconds: count })
      .nullable()
      .openapi({ description: "The strict group it belongs to, and what stands in line there." }),
    counts: Counts,
  })
  .openapi("Route");

const Names = z.array(z.string()).readonly();

const Connection = z
  .object({
    id: z.string(),
    adapter: z.string(),
    version: z.string(),
    domain: z.string(),
    conformance: z
      .object({ level: z.enum(["bronze", "silver", "gold"]), waivers: z.record(z.string(), z.string()) })
      .nullable()
      .openapi({
        description: "What the adapter has proven, and what it need not, by check; null if unknown.",
      }),
    baseUrl: z.string(),
    limits: z.object({
      concurrency: z.number(),
      perSecond: z.number(),
      perKey: z
        .object({ concurrency: z.number().exactOptional(), perSecond: z.number().exactOptional() })
        .nullable()
        .openapi({ description: "Besides them, for each account or store." }),
    }),
    secrets: z.array(z.string()).readonly().openapi({ description: "Their names; never a value." }),
    webhooks: z.array(z.string()).readonly(),
    routes: z.array(z.string()).readonly(),
    shadow: z.boolean().openapi({ description: "Requests are made and recorded, and none is sent." }),
    serves: z
      .object({ stores: Names.nullable(), brands: Names.nullable(), countries: Names.nullable() })
      .nullable()
      .openapi({ description: "The stores that it is for; null for all." }),
    rollout: z
      .object({
        name: z.string(),
        by: z.string().openapi({ description: "What is shared out: store, member, entity …" }),
        place: z
          .int()
          .openapi({ description: "Its place among the alternatives, from 1; the last is the rest." }),
        share: z.number().openapi({ description: "Per cent of the units that come to it." }),
        units: Names.openapi({ description: "Those that it gets whatever the share." }),
        except: Names,
        keep: z
          .enum(["entity", "unit"])
          .openapi({ description: "What keeps the connection that was first chosen for it." }),
        toAll: Names.openapi({ description: "Message types that all its connections get." }),
      })
      .nullable()
      .openapi({ description: "The roll-out in which each message is for it or for another connection." }),
    circuit: z.object({
      state: z
        .enum(["closed", "open"])
        .openapi({ description: "For all workers; open while the vendor is away." }),
    }),
    closures: z
      .array(
        z.object({
          key: z.string().nullable().openapi({ description: "The account; null for the whole connection." }),
          cause: z
            .enum(["limit", "outage"])
            .openapi({ description: "Asked for by the vendor, or it is away." }),
          since: Time,
          until: Time.nullable().openapi({ description: "Null while it reopens step by step." }),
          allowed: z.int().openapi({ description: "So many at a time while it reopens; else 0." }),
        }),
      )
      .readonly(),
    slots: z
      .array(z.object({ worker: z.string(), slots: z.int() }))
      .readonly()
      .openapi({ description: "Slots of the concurrency limit that each worker has." }),
  })
  .openapi("Connection");

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
export function planEndpoints({ operations: { planState }, plan }: AdminPorts) {
  return newRouter()
    .openapi(routesRoute, async (c) => {
      const [counts, lanes] = await Promise.all([planState.counts(), planState.lanes()]);
      return c.json({ data: routeViews(plan, counts, lanes) }, 200);
    })
    .openapi(connectionsRoute, async (c) => {
      const governors = await planState.governors();
      const views = [...plan.connections.values()].map((each) =>
        connectionView(each, plan, governors.get(each.id)),
      );
      return c.json({ data: views }, 200);
    })
    .openapi(connectionRoute, async (c) => {
      const { id } = c.req.valid("param");
      const connection = plan.connections.get(id);
      if (!connection) return problem(c, "not-found", "No connection of that id is configured.");
      const governors = await planState.governors();
      return c.json(connectionView(connection, plan, governors.get(id)), 200);
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
