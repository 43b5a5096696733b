import { checkAdapter, type SimulatedVendorApi } from "@spindlebus/bus/testing";
import { order, secrets, settings, submit, thinOrder, usd } from "./examples.ts";
import simulator from "./simulator.ts";
import square from "./src/index.ts";
import { till } from "./till.ts";

/** An order and a payment are taken at a till, and a guest who has points is known. */
async function seed({ url, secrets: known }: SimulatedVendorApi) {
  const { takeOrder, takePayment, join, makeCustomer } = till(url, known);
  return {
    orderId: (await takeOrder()).id,
    paymentId: await takePayment(),
    accountId: await join("+16175550101", 100),
    customerId: await makeCustomer("mbr-1815"),
  };
}
type Seed = Awaited<ReturnType<typeof seed>>;

const memberOf = ({ accountId }: Seed) => ({
  refs: [{ vendor: "square", type: "loyalty_account", id: accountId }],
});
const transaction = {
  transactionId: "ord-7001",
  store: { storeId: "0042" },
  occurredAt: "2026-01-15T18:04:05.000Z",
};
const twelve = [{ kind: "points", code: "points", quantity: "12" }];
const redemption = (known: Seed) => ({
  member: memberOf(known),
  transaction: { ...transaction, transactionId: "rd-1" },
  rewardCode: "SIMTIER-10",
});

/** What Square's adapter proves at its simulator. */
export default () =>
  checkAdapter(square, simulator, {
    settings: { ...settings, recordPayments: true },
    secrets,
    seed,
    operations: {
      readOrder: { message: ({ orderId }: Seed) => thinOrder(orderId, 1), effects: 0 },
      recordPayment: {
        message: ({ orderId }: Seed) => ({
          paymentId: "pi_1",
          refs: [{ vendor: "stripe", type: "payment_intent", id: "pi_1" }],
          orderRef: orderId,
          amountCaptured: usd(1_000),
          occurredAt: transaction.occurredAt,
          finality: "final",
        }),
        before: [{ operation: "readOrder" }],
      },
      submitOrder: { message: submit({ totals: { subtotal: usd(1_298), total: usd(1_298) } }) },
      cancelOrder: {
        message: { cancellationId: "cn-1", orderId: "ord-7001" },
        before: [{ operation: "submitOrder", message: submit() }],
      },
      enroll: { message: { memberId: "mbr-1906", profile: { phone: "+16175550102" } } },
      accruePoints: {
        message: (known: Seed) => ({ member: memberOf(known), transaction, values: twelve }),
      },
      accrueOrder: {
        message: (known: Seed) =>
          order({
            refs: [{ vendor: "square", type: "order", id: known.orderId }],
            loyalty: { member: memberOf(known) },
          }),
      },
      adjustPoints: {
        message: (known: Seed) => ({
          member: memberOf(known),
          transaction: { ...transaction, reason: "Cold burger" },
          changes: [{ value: { kind: "points", code: "points", quantity: "-25" }, operation: "subtract" }],
        }),
      },
      // The reward is bought, and used.
      redeem: { message: redemption, effects: 2 },
      reverse: {
        message: (known: Seed) => ({
          member: memberOf(known),
          transaction: { ...transaction, transactionId: "rf-1", reverses: "rd-1" },
        }),
        before: [{ operation: "redeem", message: redemption }],
      },
      eraseGuest: {
        message: ({ customerId }: Seed) => ({
          memberId: "mbr-1815",
          refs: [{ vendor: "square", type: "customer", id: customerId }],
        }),
      },
      refund: {
        message: ({ paymentId }: Seed) => ({ refundId: "rf-7001-1", paymentId, amount: usd(500) }),
      },
    },
  });
