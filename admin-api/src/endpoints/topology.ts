import { createRoute, z } from "@hono/zod-openapi";
import {
  BrokerAway,
  differencesIn,
  edgeKinds,
  nodeKinds,
  queueKinds,
  queueRole,
  topologyGraph,
} from "@spindlebus/bus/engine";
import { json, problems, reading } from "../answers.ts";
import { isLimited, principalIn } from "../env.ts";
import type { AdminPorts } from "../ports.ts";
import { newRouter } from "../router.ts";
import { Time } from "./shapes.ts";

const Node = z
  .object({
    id: z.string().openapi({ example: "route:paytronix.accruePoints" }),
    kind: z.enum(nodeKinds),
    name: z.string(),
    queue: z.enum(queueKinds).nullable().openapi({ description: "Of a queue what it is for." }),
  })
  .openapi("TopologyNode");

const Edge = z
  .object({
    from: z.string(),
    to: z.string(),
    kind: z.enum(edgeKinds),
    keys: z
      .array(z.string())
      .readonly()
      .openapi({ description: "Of a binding: the message types or routes that it lets through." }),
  })
  .openapi("TopologyEdge");

const Difference = z
  .object({
    kind: z.enum(["exchange", "queue"]),
    name: z.string(),
    state: z.enum(["missing", "differs", "moving", "unwanted"]),
    words: z.string(),
    fix: z.string().nullable().openapi({ description: "A command to copy; null where the words say more." }),
  })
  .openapi("TopologyDifference");

const Topology = z
  .object({
    nodes: z.array(Node).readonly(),
    edges: z.array(Edge).readonly(),
    compared: z.object({
      at: Time.nullable().openapi({
        description: "When the broker was looked at; null where it could not be.",
      }),
      words: z
        .string()
        .openapi({ description: "What was looked at, and what cannot be seen; or why nothing was." }),
    }),
    differences: z.array(Difference).readonly(),
  })
  .openapi("Topology");

const route = createRoute({
  ...reading("broker", "read"),
  method: "get",
  path: "/topology",
  summary: "The declared topology as a graph, from sources to vendors, and where the broker differs from it",
  responses: { 200: json(Topology, "The topology"), ...problems },
});

/** The topology. The graph needs no broker; who is limited to some connections gets what concerns these. */
export function topologyEndpoints({ broker, plan }: AdminPorts) {
  return newRouter().openapi(route, async (c) => {
    const graph = topologyGraph(plan);
    const { found, ...compared } = await comparison(broker);
    const limited = isLimited(principalIn(c));
    const concerns = (name: string) => !limited || plan.connections.has(queueRole(name)?.connection ?? "");
    const differences = differencesIn(found).filter(({ name }) => concerns(name));
    return c.json({ ...graph, compared, differences }, 200);
  });
}

/** Whatever is the matter with the broker, what is declared can be drawn. */
async function comparison(broker: AdminPorts["broker"]) {
  try {
    const result = await broker.compare();
    return result ? { ...result, words: seen } : { at: null, found: [], words: changing };
  } catch (error) {
    if (!(error instanceof BrokerAway)) throw error;
    return { at: null, found: [], words: error.message };
  }
}

const seen =
  "Exchanges and queues with their arguments, and what was declared once. AMQP does not list bindings: the scheduler declares all of them again every minute.";
const changing = "Somebody is applying a topology at the moment; look again when that has ended.";
