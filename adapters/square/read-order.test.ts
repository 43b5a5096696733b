import type { Fault } from "@spindlebus/bus/testing";
import { orderUpdated, type DataOf } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { setup } from "./bench.ts";
import { thinOrder } from "./examples.ts";

const types = (emitted: readonly { readonly contract: { readonly type: string } }[]) =>
  emitted.map(({ contract }) => contract.type);

test("a thin order is read and published whole, under the chain's own id", async () => {
  const { harness, till } = await setup();
  const order = await till.takeOrder({ reference_id: "ord-7001" });
  expect(await harness.deliver("readOrder", orderUpdated, thinOrder(order.id, 1))).toMatchObject({
    state: "applied",
  });
  expect(harness.emitted).toMatchObject([
    {
      contract: { type: "order.updated.v1" },
      data: {
        orderId: "ord-7001",
        store: { storeId: "0042" },
        totals: { total: { amount: 1_000, currency: "USD" } },
      },
    },
  ]);
  expect(harness.emitted[0]?.data).not.toHaveProperty("partial");
});

test("what it publishes is not read again", async () => {
  const { harness, control, till } = await setup();
  const order = await till.takeOrder({ reference_id: "ord-7001" });
  await harness.deliver("readOrder", orderUpdated, thinOrder(order.id, 1));
  const before = (await control.requests()).length;
  const whole = harness.emitted[0]?.data as DataOf<typeof orderUpdated>;
  expect(await harness.deliver("readOrder", orderUpdated, whole)).toMatchObject({ state: "unchanged" });
  expect(await control.requests()).toHaveLength(before);
});

test.each([
  ["COMPLETED", "order.completed.v1"],
  ["CANCELED", "order.cancelled.v1"],
])("the end %s of an order is told once, however many webhooks tell of it", async (state, type) => {
  const { harness, till } = await setup();
  const order = await till.takeOrder({ reference_id: "ord-7001" });
  await till.endOrder(order.id, 1, state);
  await harness.deliver("readOrder", orderUpdated, thinOrder(order.id, 1));
  await harness.deliver("readOrder", orderUpdated, thinOrder(order.id, 2));
  await harness.deliver("readOrder", orderUpdated, thinOrder(order.id, 3));
  expect(types(harness.emitted)).toEqual(["order.updated.v1", type, "order.updated.v1"]);
});

test("an order that Square does not know any more is nothing to tell", async () => {
  const { harness } = await setup();
  expect(await harness.deliver("readOrder", orderUpdated, thinOrder("gone", 1))).toMatchObject({
    state: "unchanged",
  });
});

const passing: readonly Fault[] = [
  { kind: "malformed", count: 1 },
  { kind: "rateLimit", count: 1 },
  { kind: "outage", mode: "503", count: 1 },
  { kind: "outage", count: 1 },
];

test.each(passing)("after the fault $kind ($mode) an order is still read", async (fault) => {
  const { harness, control, till } = await setup();
  const order = await till.takeOrder({ reference_id: "ord-7001" });
  await control.putFault(fault);
  expect(await harness.deliver("readOrder", orderUpdated, thinOrder(order.id, 1))).toMatchObject({
    state: "waiting",
  });
  expect(await harness.next("readOrder")).toMatchObject({ state: "applied" });
});

test("a token that is not valid any more blocks, and names what to mend", async () => {
  const { harness, control, till } = await setup();
  const order = await till.takeOrder({ reference_id: "ord-7001" });
  await control.putFault({ kind: "unauthorized" });
  const delivery = await harness.deliver("readOrder", orderUpdated, thinOrder(order.id, 1));
  expect(delivery).toMatchObject({ state: "blocked", error: { code: "credentials_refused" } });
});

const pickup = { fulfillments: [{ type: "PICKUP" }] };

test("that a store takes an order on, and that it can be fetched, is told once each", async () => {
  const { harness, till } = await setup();
  const { id } = await till.takeOrder(pickup);
  const read = (version: number) => harness.deliver("readOrder", orderUpdated, thinOrder(id, version));
  await read(1);
  await till.handOver(id, 1, "RESERVED");
  await read(2);
  await till.handOver(id, 2, "PREPARED");
  await read(3);
  await till.handOver(id, 3, "PREPARED");
  await read(4);
  expect(types(harness.emitted).filter((type) => type !== "order.updated.v1")).toEqual([
    "order.accepted.v1",
    "order.ready.v1",
  ]);
});

test("steps between two readings are told in their order, and an end alone", async () => {
  const { harness, till } = await setup();
  const first = await till.takeOrder(pickup);
  await till.handOver(first.id, 1, "PREPARED");
  await harness.deliver("readOrder", orderUpdated, thinOrder(first.id, 2));
  expect(types(harness.emitted)).toEqual(["order.updated.v1", "order.accepted.v1", "order.ready.v1"]);
  const second = await till.takeOrder(pickup);
  await till.handOver(second.id, 1, "COMPLETED");
  await till.endOrder(second.id, 2, "COMPLETED");
  await harness.deliver("readOrder", orderUpdated, thinOrder(second.id, 3));
  expect(types(harness.emitted).slice(3)).toEqual(["order.updated.v1", "order.completed.v1"]);
});
