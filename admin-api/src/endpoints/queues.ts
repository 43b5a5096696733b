import { createRoute, z } from "@hono/zod-openapi";
import { queueKinds } from "@spindlebus/bus/engine";
import { json, problems, reading } from "../answers.ts";
import { isLimited, principalIn } from "../env.ts";
import type { AdminPorts } from "../ports.ts";
import { newRouter } from "../router.ts";
import { Time } from "./shapes.ts";

const count = z.int().min(0);

const Queue = z
  .object({
    name: z.string(),
    kind: z.enum(queueKinds),
    route: z
      .string()
      .nullable()
      .openapi({ description: "Whose it is; null where it serves several routes, or none." }),
    laneGroup: z.string().nullable().openapi({ description: "The strict group whose it is." }),
    connection: z.string().nullable().openapi({ description: "Null for what all connections share." }),
    exists: z.boolean().openapi({ description: "false where it is declared and the broker has none." }),
    ready: count.openapi({ description: "Messages that wait to be delivered." }),
    consumers: count,
    unacked: count
      .nullable()
      .openapi({ description: "What consumers hold; null where the broker does not tell it." }),
  })
  .openapi("Queue");

const Queues = z
  .object({
    at: Time.openapi({ description: "When they were counted, at the most a few seconds ago." }),
    data: z.array(Queue).readonly(),
    unseen: z.string().openapi({ description: "What cannot be told of them, and why." }),
  })
  .openapi("Queues");

const route = createRoute({
  ...reading("broker", "read"),
  method: "get",
  path: "/queues",
  summary: "Every declared queue with what waits in it and who consumes it; 503 while the broker is away",
  responses: { 200: json(Queues, "All queues"), ...problems },
});

const unseen =
  "AMQP tells what is ready and who consumes. What the consumers of one queue hold, only RabbitMQ's management plugin knows; of a route, its workers say it: see /routes, and /statistics for rates.";

/** The queues of the broker. Who is limited to some connections sees the queues of these. */
export function queueEndpoints({ broker, plan }: AdminPorts) {
  return newRouter().openapi(route, async (c) => {
    const { at, queues } = await broker.queues();
    const isTheirs = (connection: string | null) => connection !== null && plan.connections.has(connection);
    const seen = isLimited(principalIn(c)) ? queues.filter((queue) => isTheirs(queue.connection)) : queues;
    return c.json({ at, data: seen.map((queue) => ({ ...queue, unacked: null })), unseen }, 200);
  });
}
