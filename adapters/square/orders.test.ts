import type { Fault } from "@spindlebus/bus/testing";
import { checkData, orderCancel, orderSubmit, orderUpdated, type DataOf } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { setup } from "./bench.ts";
import { submit, thinOrder, usd } from "./examples.ts";

const cancel: DataOf<typeof orderCancel> = { cancellationId: "cn-1", orderId: "ord-7001" };

test("a submitted order is made once, and told as placed with its exact sums", async () => {
  const { harness, control } = await setup();
  expect(await harness.deliver("submitOrder", orderSubmit, submit())).toMatchObject({ state: "applied" });
  expect(await control.effects()).toMatchObject([
    { operation: "submitOrder", reference: "ord-7001", location: "FPYC" },
  ]);
  expect(harness.emitted).toMatchObject([
    {
      contract: { type: "order.placed.v1" },
      data: {
        orderId: "ord-7001",
        customer: { memberId: "mbr-1815" },
        lines: [
          { lineId: "l-1", quantity: "2", gross: usd(1_198) },
          { lineId: "m-1", quantity: "2", gross: usd(100) },
        ],
        totals: { subtotal: usd(1_298), total: usd(1_298) },
      },
    },
  ]);
});

test("an order that was cancelled says which command cancelled it", async () => {
  const { harness, control } = await setup();
  await harness.deliver("submitOrder", orderSubmit, submit());
  await harness.deliver("cancelOrder", orderCancel, cancel);
  const [{ order = "" } = {}] = (await control.effects()) as readonly { readonly order?: string }[];
  await harness.deliver("readOrder", orderUpdated, thinOrder(order, 2));
  expect(harness.emitted.at(-1)).toMatchObject({
    contract: { type: "order.cancelled.v1" },
    data: { orderId: "ord-7001", cancellationId: "cn-1" },
  });
});

test("an order that was completed meanwhile cannot be cancelled, and goes on", async () => {
  const { harness, till } = await setup();
  const { id, version } = await till.takeOrder({ reference_id: "ord-7009" });
  await till.endOrder(id, version, "COMPLETED");
  const late = { ...cancel, orderId: "ord-7009", refs: [{ vendor: "square", type: "order", id }] };
  expect(await harness.deliver("cancelOrder", orderCancel, late)).toMatchObject({ state: "applied" });
  expect(harness.emitted).toMatchObject([
    { contract: { type: "order.cancel_failed.v1" }, data: { reason: "already_completed" } },
  ]);
});

test("a cancellation that Square refuses, or of an order that it does not know, is told: the order goes on", async () => {
  const { harness, control } = await setup();
  await harness.deliver("submitOrder", orderSubmit, submit());
  const before = harness.emitted.length;
  await control.putFault({ kind: "reject" });
  expect(await harness.deliver("cancelOrder", orderCancel, cancel)).toMatchObject({
    state: "dead",
    doubtSinceMs: undefined,
  });
  await control.putFault({ kind: "none" });
  const unknown = { ...cancel, orderId: "ord-0", refs: [{ vendor: "square", type: "order", id: "nobody" }] };
  expect((await harness.deliver("cancelOrder", orderCancel, unknown)).state).toBe("dead");
  const told = harness.emitted.slice(before);
  expect(told).toMatchObject([
    {
      contract: { type: "order.cancel_failed.v1" },
      data: {
        orderId: "ord-7001",
        cancellationId: "cn-1",
        reason: "other",
        error: { vendorCode: "INVALID_VALUE" },
      },
    },
    { contract: { type: "order.cancel_failed.v1" }, data: { orderId: "ord-0", reason: "not_found" } },
  ]);
  for (const { contract, data } of told) expect(checkData(contract, data)).toMatchObject({ ok: true });
});

const passing: readonly Fault[] = [
  { kind: "commitThenDrop", count: 1 },
  { kind: "malformed", count: 1 },
  { kind: "rateLimit", count: 1 },
  { kind: "outage", count: 1 },
];

test.each(passing)("after the fault $kind an order is made once, and cancelled once", async (fault) => {
  const { harness, control } = await setup();
  for (const [operation, contract, data] of [
    ["submitOrder", orderSubmit, submit()],
    ["cancelOrder", orderCancel, cancel],
  ] as const) {
    await control.putFault(fault);
    expect(await harness.deliver<unknown>(operation, contract, data)).toMatchObject({ state: "waiting" });
    expect(await harness.next(operation)).toMatchObject({ state: "applied" });
  }
  const effects = await control.effects();
  expect(effects.map(({ operation }) => operation)).toEqual(["submitOrder", "cancelOrder"]);
});
