import type { Hono } from "hono";
import type { SquareContext } from "../simulator.ts";
import { readBody, send } from "./door.ts";
import { idempotentAnswers } from "./idempotency.ts";
import { orderBook, type OrderBook } from "./orders.ts";
import type { Tell } from "./teller.ts";

/** The orders, and how the bus is told that one was made or changed. */
export type Orders = { readonly book: OrderBook; readonly told: (id: string) => void };

/** `/v2/orders`: reckoned, made under a key, read, changed by their version; each change is told by a thin webhook. */
export function orderEndpoints(app: Hono, context: SquareContext, tell: Tell): Orders {
  const { nowMs, effects, operation, read } = context;
  const book = orderBook(nowMs);
  const answers = idempotentAnswers(192);
  const told = (id: string) => tellThinly(book, id, tell);

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
        told(order.id);
        return made;
      });
      return send(answer);
    }),
  );
  app.post(
    "/v2/orders/calculate",
    read("calculateOrder", async (c) => {
      const given = await readBody(c, ["order", "proposed_rewards"]);
      return send(given.ok ? book.reckon(given.body["order"]) : given.answer);
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
      if (changed) told(changed.id);
      return send(answer);
    }),
  );
  return { book, told };
}

function tellThinly(book: OrderBook, id: string, tell: Tell): void {
  const order = book.find(id);
  if (!order) return;
  const { version, location_id, state, created_at, updated_at: at } = order;
  const thin = { order_id: id, version, location_id, state, created_at };
  if (version === 1) tell({ type: "order.created", id, version, at, object: { order_created: thin } });
  else
    tell({ type: "order.updated", id, version, at, object: { order_updated: { ...thin, updated_at: at } } });
}
