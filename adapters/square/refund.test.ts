import { paymentRefund, type DataOf } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { setup } from "./bench.ts";
import { usd } from "./examples.ts";

/** A payment of ten dollars, and how to give it back. */
async function paid(more: object = {}) {
  const parts = await setup();
  const paymentId = await parts.till.takePayment(more);
  const refund = (changes: Partial<DataOf<typeof paymentRefund>> = {}) =>
    parts.harness.deliver("refund", paymentRefund, { refundId: "rf-1", paymentId, ...changes });
  return { ...parts, paymentId, refund };
}

const later = 10_000;

test("a refund is taken on, and its webhooks tell how far it is and which command asked for it", async () => {
  const { refund, told, paymentId } = await paid();
  expect(await refund({ amount: usd(400), note: "Cold burger" })).toMatchObject({ state: "applied" });
  const refunds = (await told()).filter(({ contract: { type } }) => type.startsWith("payment.refund"));
  expect(refunds).toMatchObject([
    { contract: { type: "payment.refund.requested.v1" }, data: { finality: "provisional" } },
    { contract: { type: "payment.refunded.v1" } },
  ]);
  for (const { data } of refunds)
    expect(data).toMatchObject({
      paymentId,
      refund: { requestId: "rf-1", amount: usd(400) },
      ext: { square: { reason: "Cold burger" } },
    });
});

test("a refund that the bank refuses in the end is told as failed", async () => {
  const { refund, told } = await paid();
  await refund({ amount: usd(400), note: "Please fail" });
  expect((await told()).at(-1)).toMatchObject({
    contract: { type: "payment.refund_failed.v1" },
    data: { refund: { requestId: "rf-1", status: "failed", failureCode: "REJECTED" }, finality: "final" },
  });
});

test("without an amount all that is left of the payment goes back, the tip too", async () => {
  const { refund, control, harness } = await paid({ tip_money: usd(150) });
  await refund({ refundId: "rf-0", amount: usd(400) });
  harness.clock.advance(later);
  expect(await refund()).toMatchObject({ state: "applied" });
  expect((await control.effects()).at(-1)).toMatchObject({ reference: "rf-1", amount: 750 });
});

test("a try whose answer was lost is found by its mark, and nothing goes back twice", async () => {
  const { refund, control, harness } = await paid();
  await control.putFault({ kind: "commitThenDrop", count: 1, operation: "refund" });
  expect(await refund()).toMatchObject({ state: "waiting" });
  harness.clock.advance(later);
  expect(await harness.next("refund")).toMatchObject({ state: "applied" });
  expect(await control.effects()).toMatchObject([{ reference: "rf-1", amount: 1_000 }]);
});

test("where nothing is left another command is refused", async () => {
  const { refund, harness } = await paid();
  await refund({ refundId: "rf-0" });
  harness.clock.advance(later);
  expect(await refund()).toMatchObject({ state: "dead", error: { code: "nothing_left" } });
  expect(harness.emitted).toMatchObject([
    {
      contract: { type: "payment.refund_failed.v1" },
      data: { refund: { requestId: "rf-1", failureCode: "nothing_left" } },
    },
  ]);
});

test.each([
  ["more than was paid", usd(1_001), "REFUND_AMOUNT_INVALID"],
  ["another currency", { amount: 500, currency: "EUR" }, "CURRENCY_MISMATCH"],
])("%s is refused, and whoever asked is told", async (_what, amount, code) => {
  const { refund, control, harness } = await paid();
  expect(await refund({ amount })).toMatchObject({ state: "dead", error: { code } });
  expect(harness.emitted).toMatchObject([
    {
      contract: { type: "payment.refund_failed.v1" },
      data: { refund: { refundId: "rf-1", status: "failed", failureCode: code } },
    },
  ]);
  expect(await control.effects()).toEqual([]);
});

test.each([
  ["another refund of the payment is pending", true],
  ["the payment is not captured yet", false],
])("while %s it waits", async (_what, captured) => {
  const { refund, harness } = await paid({ autocomplete: captured });
  if (captured) await refund({ refundId: "rf-0", amount: usd(100) });
  expect(await refund({ amount: usd(400) })).toMatchObject({ state: "waiting" });
  expect(harness.emitted).toEqual([]);
});

test("a payment of another vendor is left to that one", async () => {
  const { refund } = await paid();
  const refs = [{ vendor: "stripe", type: "payment_intent", id: "pi_1" }];
  expect(await refund({ paymentId: "pi_1", refs })).toMatchObject({ state: "unchanged" });
});
