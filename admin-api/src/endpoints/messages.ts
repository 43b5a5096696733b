import { createRoute, z } from "@hono/zod-openapi";
import { entityName, messageStates, nounOf, type MessageView } from "@spindlebus/bus";
import { json, problems, reading } from "../answers.ts";
import { ConnectionName, Instant, MessageType, pageQuery, RouteName, Text, Uuid } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { problem } from "../problem.ts";
import { newRouter } from "../router.ts";
import { ErrorText, orNull, pageOf, Time } from "./shapes.ts";

const accepted = {
  id: z.string(),
  type: z.string(),
  source: z.string(),
  sourceId: z.string(),
  entityKey: z.string(),
  acceptedAt: Time,
};

const MessageRow = z
  .object({
    ...accepted,
    causationId: z.string().nullable(),
    route: z.string().nullable().openapi({ description: "null for a message that no route subscribes to." }),
    state: z.string().nullable(),
    attempts: z.int(),
    settledAt: Time.nullable(),
    nextAttemptAt: Time.nullable(),
    vendorReference: z.string().nullable(),
  })
  .openapi("MessageOnRoute");

const Related = z.object({ id: z.string(), type: z.string(), acceptedAt: Time });

const Delivery = z.object({
  id: z.string().openapi({ description: "<message id>:<route>" }),
  route: z.string(),
  state: z.string(),
  attempts: z.int(),
  generation: z.int(),
  settledAt: Time.nullable(),
  nextAttemptAt: Time.nullable(),
  vendorReference: z.string().nullable(),
  reason: z.string().nullable(),
  error: ErrorText.nullable(),
});

const Choice = z.object({
  rollout: z.string(),
  connection: z.string().openapi({ description: "A connection, or `nobody`." }),
  because: z.string().openapi({ description: "Why, e.g. `store 0042: within 5 %`." }),
  decidedAt: Time,
});

const Message = z
  .object({
    ...accepted,
    traceparent: z.string().nullable(),
    deliveries: z.array(Delivery).readonly(),
    choices: z
      .array(Choice)
      .readonly()
      .openapi({ description: "What roll-outs have chosen for its entity, and so for its later messages." }),
    causedBy: orNull(Related).openapi({ description: "The message whose delivery begot this one." }),
    begot: z.array(Related).readonly().openapi({ description: "What its own deliveries begot." }),
  })
  .openapi("Message");

const query = z.strictObject({
  state: z.enum(messageStates).optional(),
  route: RouteName.optional(),
  connection: ConnectionName.optional(),
  type: MessageType.optional(),
  source: Text(500).optional(),
  sourceId: Text(500).optional(),
  entityKey: Text(500).optional(),
  from: Instant.optional(),
  to: Instant.optional(),
  ...pageQuery,
});

const listRoute = createRoute({
  ...reading("messages", "read"),
  method: "get",
  path: "/messages",
  summary: "Accepted messages on each of their routes, settled or not, newest first",
  request: { query },
  responses: { 200: json(pageOf(MessageRow), "One page"), ...problems },
});

const oneRoute = createRoute({
  ...reading("messages", "read"),
  method: "get",
  path: "/messages/{id}",
  summary: "One message with its deliveries, what begot it and what it begot",
  request: { params: z.object({ id: Uuid }) },
  responses: { 200: json(Message, "The message"), ...problems },
});

/** Every accepted message. */
export function messageEndpoints({ operations: { messages, choices }, plan }: AdminPorts) {
  const rollouts = plan.rollouts.map(({ name }) => name);
  const choicesFor = async ({ type, entityKey }: MessageView) => {
    const contract = plan.registry.get(type);
    return contract ? choices.of(entityName(nounOf(contract), entityKey), rollouts) : [];
  };
  return newRouter()
    .openapi(listRoute, async (c) => {
      const { limit, cursor, ...filter } = c.req.valid("query");
      return c.json(await messages.list(filter, { limit, cursor }), 200);
    })
    .openapi(oneRoute, async (c) => {
      const { id } = c.req.valid("param");
      const message = await messages.get(id);
      if (!message) return problem(c, "not-found", `There is no message ${id}.`);
      return c.json({ ...message, choices: await choicesFor(message) }, 200);
    });
}
