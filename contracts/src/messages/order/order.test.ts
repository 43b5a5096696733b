import { describe, expect, test } from "vitest";
import type { Contract } from "../../define.ts";
import { entityVersionOf } from "../../entity-version.ts";
import { refusal } from "../../testing/refusal.ts";
import {
  orderCancel,
  orderCancelFailed,
  orderContracts,
  orderFulfillmentUpdated,
  orderPlaced,
  orderRefunded,
  orderRejected,
  orderSubmit,
  orderUpdated,
} from "./index.ts";

const usd = (amount: number) => ({ amount, currency: "USD" });

describe("a message about an order is refused", () => {
  test.each<[string, Contract, object, string]>([
    [
      "a refund with a sign",
      orderRefunded,
      { refund: { refundId: "r-1", amount: usd(-701) } },
      "/data/refund/amount/amount must not be negative",
    ],
    [
      "less than none of a line given back",
      orderRefunded,
      {
        refund: { refundId: "r-1", amount: usd(0), lines: [{ lineId: "1", quantity: "-1", amount: usd(0) }] },
      },
      "/data/refund/lines/0/quantity must not be negative",
    ],
    ["a whole order without its lines", orderUpdated, { lines: undefined }, "/data/lines is required"],
    ["a whole order without its sums", orderUpdated, { totals: undefined }, "/data/totals is required"],
    ["a whole order that nobody placed", orderUpdated, { placedAt: undefined }, "/data/placedAt is required"],
    ["a state without its time", orderPlaced, { updatedAt: undefined }, "/data/updatedAt is required"],
    ["a submitted order without lines", orderSubmit, { lines: [] }, "/data/lines Too small"],
    [
      "a submitted order nobody can hand over",
      orderSubmit,
      { fulfilment: undefined },
      "/data/fulfilment is required",
    ],
    ["a submitted order for no store", orderSubmit, { store: undefined }, "/data/store is required"],
    [
      "a cancellation without an id of its own",
      orderCancel,
      { cancellationId: undefined },
      "/data/cancellationId is required",
    ],
    ["a cancellation of no order", orderCancel, { orderId: undefined }, "/data/orderId is required"],
    [
      "an answer to no cancellation",
      orderCancelFailed,
      { cancellationId: undefined },
      "/data/cancellationId is required",
    ],
    ["a rejection without a reason", orderRejected, { reason: undefined }, "/data/reason is required"],
    [
      "a handing over of nothing",
      orderFulfillmentUpdated,
      { fulfilments: [] },
      "/data/fulfilments Too small",
    ],
    [
      "an address in a country by its name",
      orderSubmit,
      { fulfilment: { type: "delivery", delivery: { address: { country: "United States" } } } },
      "/data/fulfilment/delivery/address/country must be an ISO 3166-1",
    ],
    [
      "a preparation time in minutes",
      orderSubmit,
      { fulfilment: { type: "pickup", prepTime: 15 } },
      "/data/fulfilment/prepTime must be an ISO 8601 duration",
    ],
  ])("%s", (_what, contract, members, words) => {
    expect(refusal(contract, members)).toEqual([expect.stringContaining(words)]);
  });
});

test("a partial order needs no more than its store, its id and its time", () => {
  const members = { lines: undefined, totals: undefined, placedAt: undefined, partial: true };
  expect(refusal(orderUpdated, members)).toEqual([]);
});

test.each(orderContracts.map((contract) => [contract.type, contract] as const))(
  "%s is about one order, by which it is ordered and found",
  (_type, { entityKey, indexed, owner }) => {
    expect({ entityKey, owner }).toEqual({ entityKey: "orderId", owner: "commerce" });
    expect(indexed).toEqual(expect.arrayContaining(["orderId", "store.storeId"]));
  },
);

test("of two states of an order the one that the vendor changed later is the newer, to the last digit", () => {
  const at = (updatedAt: string) =>
    entityVersionOf(orderUpdated, { data: { updatedAt }, extensions: {} }) ?? "";
  expect(at("2026-01-15T18:04:05.359Z") < at("2026-01-15T18:04:05.3591Z")).toBe(true);
  expect(at("2026-01-15T18:04:05.359Z") < at("2026-01-15T18:04:06Z")).toBe(true);
});
