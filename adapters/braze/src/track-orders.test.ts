import { vendorAnswer, jsonBodyOf } from "@spindlebus/bus/testing";
import { readFileSync } from "node:fs";
import type { Order } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { exampleOrder, message, settings } from "../examples.ts";
import { trackOrders } from "./track-orders.ts";

const context = { settings, idempotencyKey: "batch-1" };
const itemOf = (data: Order) => ({ data, message: message(trackOrders.on.type), idempotencyKey: "key-1" });

const coffee: Order = {
  orderId: "ord-7002",
  store: { storeId: "0042" },
  customer: { memberId: "mbr-1", refs: [{ vendor: "braze", type: "external_id", id: "braze-7002" }] },
  placedAt: "2026-01-15T18:10:00.000Z",
  lines: [
    {
      lineId: "1",
      kind: "item",
      item: { id: "COFFEE" },
      quantity: "1",
      gross: { amount: 250, currency: "USD" },
    },
  ],
  totals: { subtotal: { amount: 250, currency: "USD" }, total: { amount: 250, currency: "USD" } },
};

test("orders go as events of their guests, in one request", () => {
  const request = trackOrders.request([itemOf(exampleOrder()), itemOf(coffee)], context);
  const fixture = readFileSync(new URL("../fixtures/track-orders.request.json", import.meta.url), "utf8");
  expect(request).toMatchObject({ method: "POST", path: "/users/track" });
  expect(jsonBodyOf(request)).toEqual(JSON.parse(fixture));
});

test("a batch is never larger than the smallest contract with Braze allows", () => {
  expect(trackOrders.batch.max).toBe(50);
});

test("what was voided or only added to something was not ordered", () => {
  const [burger] = exampleOrder().lines;
  const lines = burger ? [burger, { ...burger, item: { id: "PIE" }, voided: true }] : [];
  const request = trackOrders.request([itemOf(exampleOrder({ lines }))], context);
  expect(jsonBodyOf(request)).toMatchObject({ events: [{ properties: { item_ids: ["BURGER"] } }] });
});

test("an order of nobody is skipped, and a member's without customer is not", () => {
  const { customer: _customer, ...memberOrder } = exampleOrder();
  const { loyalty: _loyalty, ...guestOrder } = memberOrder;
  expect(trackOrders.skip?.(guestOrder, { settings })).toBe("nobody knows whose order it was");
  expect(trackOrders.skip?.(memberOrder, { settings })).toBe(false);
});

test("each order gets the outcome that the answer gives its event, and its guest is remembered", () => {
  const error = { type: "wrong", input_array: "events", index: 1 };
  const response = vendorAnswer(201, { message: "success", events_processed: 1, errors: [error] });
  const outcomes = trackOrders.interpret(response, [itemOf(exampleOrder()), itemOf(coffee)], context);
  expect(outcomes).toMatchObject([
    {
      kind: "applied",
      remember: [
        { kind: "guest", id: "ord-7001", vendorId: "mbr-1815" },
        { kind: "guest", id: "payment:pi_3SpindleExample7001", vendorId: "mbr-1815" },
      ],
    },
    { kind: "rejected", code: "object_refused" },
  ]);
});

test("an order of which the answer does not speak is in doubt", () => {
  const response = vendorAnswer(201, { message: "success", events_processed: 1 });
  const outcomes = trackOrders.interpret(response, [itemOf(exampleOrder()), itemOf(coffee)], context);
  expect(outcomes).toEqual([undefined, undefined]);
});
