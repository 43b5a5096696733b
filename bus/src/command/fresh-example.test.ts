import { orderCompleted, paymentRefund } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { freshExample, newSerial } from "./fresh-example.ts";

const order = { entityKey: orderCompleted.entityKey, example: orderCompleted.examples[0] };
const refund = { entityKey: paymentRefund.entityKey, example: paymentRefund.examples[0] };

test("the entity key gets a fresh serial in place of its number", () => {
  expect(freshExample(order, undefined, "x1")).toMatchObject({ orderId: "ord-x1" });
});

test("ids that carry the same number change with it, so that they still belong together", () => {
  expect(freshExample(refund, undefined, "x1")).toMatchObject({
    paymentId: "pi_3SpindleExamplex1",
    refs: [{ id: "pi_3SpindleExamplex1" }],
    refundId: "rf-x1-1",
    orderRef: "ord-x1",
  });
});

test("everything else stays as it is", () => {
  expect(freshExample(order, undefined, "x1")).toMatchObject({
    store: { storeId: "0042" },
    loyalty: { member: { memberId: "mbr-1815" } },
    totals: { total: { amount: 1402, currency: "USD" } },
  });
});

test("a prefix replaces what stands before the serial of the entity key", () => {
  expect(freshExample(order, "demo-", "x1")).toMatchObject({ orderId: "demo-x1" });
});

test("a number inside a longer one is not the same number", () => {
  const example = { id: "a-700", phone: "+1700555", other: "x-700-1" };
  expect(freshExample({ entityKey: "id", example }, undefined, "x1")).toEqual({
    id: "a-x1",
    phone: "+1700555",
    other: "x-x1-1",
  });
});

test("an entity key without a number gets one at its end", () => {
  expect(freshExample({ entityKey: "id", example: { id: "abc", ref: "abc" } }, undefined, "x1")).toEqual({
    id: "abc-x1",
    ref: "abc-x1",
  });
});

test("what it makes still satisfies the contract", () => {
  expect(orderCompleted.data.safeParse(freshExample(order)).success).toBe(true);
  expect(paymentRefund.data.safeParse(freshExample(refund)).success).toBe(true);
});

test("serials differ, and sort by the time they were made", () => {
  const serials = Array.from({ length: 200 }, () => newSerial(1_800_000_000_000));
  expect(new Set(serials).size).toBeGreaterThan(190);
  expect(newSerial(1_800_000_000_000) < newSerial(1_800_000_000_001)).toBe(true);
});
