import { orderCompleted, paymentRefunded, type DataOf, type Order } from "@spindlebus/contracts";
import { expect, expectTypeOf, test } from "vitest";
import { z } from "zod";
import { applied, bearerAuth, defineAdapter, defineBatch, post, type BatchItem } from "./index.ts";

const settings = z.object({ baseUrl: z.url(), campaign: z.string() });

/** Written as an author writes it: every kind of operation in one call, and no type named. */
const mixed = defineAdapter({
  name: "mixed",
  version: "0.0.1",
  domain: "engagement",
  settings,
  secrets: z.object({ apiKey: z.string() }),
  limits: { concurrency: 1, perSecond: 1 },
  authorize: bearerAuth(({ secrets }) => secrets.apiKey),
  operations: {
    batched: defineBatch(settings, {
      on: orderCompleted,
      summary: "Tells of many orders in one call.",
      idempotency: "none",
      batch: { max: 75, within: "1s" },
      skip: (order) => {
        expectTypeOf(order).toEqualTypeOf<Order>();
        return order.customer ? false : "nobody to tell of";
      },
      request: (items, context) => {
        expectTypeOf(items).toEqualTypeOf<readonly BatchItem<Order>[]>();
        return post(
          `/${context.settings.campaign}`,
          items.map(({ data }) => data.orderId),
        );
      },
      interpret: (response, items) => items.map(() => (response.status === 200 ? applied() : undefined)),
    }),
    single: {
      on: paymentRefunded,
      summary: "Tells of one refund.",
      idempotency: "none",
      request: (refund, context) => {
        expectTypeOf(refund).toEqualTypeOf<DataOf<typeof paymentRefunded>>();
        return post(`/${context.settings.campaign}`, refund.refund.refundId);
      },
      interpret: (_response, refund, { step }) => applied({ reference: `${refund.paymentId}-${step}` }),
    },
    laned: {
      on: orderCompleted,
      summary: "Tells of orders one after the other.",
      idempotency: "natural",
      lane: { group: "orders", key: (order) => order.orderId },
      request: (order) => post("/", order.orderId),
      interpret: () => applied(),
    },
    newest: {
      on: orderCompleted,
      summary: "Tells of the newest state of an order.",
      idempotency: "natural",
      order: "latestWins",
      request: (order) => post("/", order.orderId),
      interpret: () => applied(),
    },
  },
});

test.each(["javascript:alert(1)", "docs/declines.md"])(
  "a runbook or a status page is a web page, which %s is not",
  (url) => {
    const runbooks = { card_closed: url };
    expect(() => defineAdapter({ ...mixed, runbooks })).toThrow('the runbook of "card_closed" must be');
    expect(() => defineAdapter({ ...mixed, statusPage: url })).toThrow("the status page must be");
  },
);

test("an author gets the types of data, settings and items without naming one", () => {
  expect(Object.keys(mixed.operations)).toEqual(["batched", "single", "laned", "newest"]);
});
