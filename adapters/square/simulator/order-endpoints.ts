import type { Hono } from "hono";
import type { SquareContext } from "../simulator.ts";
import { readBody, send } from "./door.ts";
import { idempotentAnswers } from "./idempotency.ts";
import { orderBook, type KeptOrder } from "./orders.ts";
import { squareWebhook } from "./webhook.ts";

/** `/v2/orders`: made under a key, read, changed by their version; each change is told by a thin webhook. */
export function orderEndpoints(app: Hono, context: SquareContext) {
  const { nowMs, effects, operation, read } = context;
  const book = orderBook(nowMs);
  const answers = idempotentAnswers(192);
  const tell = teller(context);

  app.post(
    "/v2/orders",
    operation("submitOrder", async (c) => {
      const given = await readBody(c, ["idempotency_key", "order"]);
      if (!given.ok) return send(given.answer);
      const answer = answers.once(given.body["idempotency_key"], given.text, () => {
        const { answer: made, order } = book.create(given.body["order"]);
        if (!order) return made;
        const reference = order.reference_id ?? order.id;
        effects.add({ operation: "submitOrder", reference, order: order.id, location: order.location_id });
        tell("order.created", order);
        return made;
      });
      return send(answer);
    }),
  );
  app.get(
    "/v2/orders/:id",
    read("retrieveOrder", (c) => send(book.get(c.req.param("id") ?? ""))),
  );
  app.put(
    "/v2/orders/:id",
    operation("cancelOrder", async (c) => {
      const given = await readBody(c, ["idempotency_key", "order", "fields_to_clear"]);
      if (!given.ok) return send(given.answer);
      const order = given.body["order"];
      const changes =
        typeof order === "object" && order !== null ? Object.fromEntries(Object.entries(order)) : {};
      const { answer, order: changed } = book.update(c.req.param("id") ?? "", changes);
      if (changed?.state === "CANCELED") {
        const reference = changed.reference_id ?? changed.id;
        effects.add({ operation: "cancelOrder", reference, order: changed.id, version: changed.version });
      }
      if (changed) tell("order.updated", changed);
      return send(answer);
    }),
  );
  return book;
}

/** Tells the bus thinly that an order was made or changed. */
function teller({ sendWebhook, settings, secrets }: SquareContext) {
  return (type: "order.created" | "order.updated", order: KeptOrder): void => {
    const { id, version, location_id, state, created_at, updated_at } = order;
    const thin = { order_id: id, version, location_id, state, created_at };
    const object =
      type === "order.created" ? { order_created: thin } : { order_updated: { ...thin, updated_at } };
    const event = { type, eventId: `${id}-${version}`, at: updated_at, id };
    const signing = { webhookUrl: settings.webhookUrl, signatureKey: secrets.signatureKey };
    sendWebhook("events", squareWebhook(event, object, signing));
  };
}
