import { createRoute, z } from "@hono/zod-openapi";
import { entityName, messageStates, messageViews, nounOf, type MessageView } from "@spindlebus/bus/engine";
import { json, problems, reading } from "../answers.ts";
import { ConnectionName, Instant, MessageType, pageQuery, RouteName, Text, Uuid } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { problem } from "../problem.ts";
import { newRouter } from "../router.ts";
import { Message, MessagePage } from "./message-shapes.ts";

const query = z.strictObject({
  view: z.enum(messageViews).optional().openapi({
    description:
      "failed: waits for a person; retrying: has failed and goes on by itself; delayed: waits and has not failed.",
  }),
  state: z.enum(messageStates).optional(),
  route: RouteName.optional(),
  connection: ConnectionName.optional(),
  type: MessageType.optional(),
  source: Text(500).optional(),
  sourceId: Text(500).optional(),
  entityKey: Text(500).optional(),
  q: Text(200).optional().openapi({ description: "Text in error code, error text or entity key." }),
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
  responses: { 200: json(MessagePage, "One page, and what was looked at for it"), ...problems },
});

const oneRoute = createRoute({
  ...reading("messages", "read"),
  method: "get",
  path: "/messages/{id}",
  summary: "One message with its deliveries, their attempts, what led to it and what it begot",
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
      const { limit, cursor, q: text, ...filter } = c.req.valid("query");
      return c.json(await messages.list({ ...filter, text }, { limit, cursor }), 200);
    })
    .openapi(oneRoute, async (c) => {
      const { id } = c.req.valid("param");
      const message = await messages.get(id);
      if (!message) return problem(c, "not-found", `There is no message ${id}.`);
      return c.json({ ...message, choices: await choicesFor(message) }, 200);
    });
}
