import { loopbackReceiver, type CapturedRequest } from "@spindlebus/bus/testing";
import {
  customerErase,
  loyaltyAccrue,
  loyaltyAdjust,
  loyaltyEnroll,
  loyaltyRedeem,
  loyaltyReverse,
  orderCancel,
  orderCompleted,
  orderSubmit,
  orderUpdated,
  paymentCaptured,
  paymentRefund,
  type Contract,
} from "@spindlebus/contracts";
import { SquareClient } from "square";
import { expect, onTestFinished, test } from "vitest";
import { openAt } from "./bench.ts";
import { member, order, secrets, submit, thinOrder, usd } from "./examples.ts";

/** What our operation does, what Square answers to it, and the same in the words of the official SDK. */
type Case = {
  readonly contract: Contract;
  readonly data: unknown;
  readonly answers?: readonly unknown[];
  readonly settings?: object;
  /** What has to be delivered before, and is not compared. */
  readonly before?: readonly [contract: Contract, operation: string, data: unknown];
  /** `keys` are those of our requests, in their order. */
  readonly sdk: (client: SquareClient, keys: readonly string[], bodies: readonly Body[]) => Promise<unknown>;
};
type Body = {
  readonly idempotency_key?: string;
  readonly order?: { readonly metadata: Record<string, string> };
};

const account = member.refs[0]?.id ?? "";
const byCustomer = { refs: [{ vendor: "square", type: "customer", id: "CUST1" }] };
const transaction = {
  transactionId: "t-1",
  store: { storeId: "0042" },
  occurredAt: "2026-01-15T18:04:05.000Z",
};
const reward = { id: "rw-1", status: "ISSUED", loyalty_account_id: account, points: 10 };
const payment = {
  id: "PAY1",
  created_at: "2026-01-15T18:04:05Z",
  amount_money: usd(1_000),
  status: "COMPLETED",
};
const openOrder = {
  id: "ORDER1",
  location_id: "FPYC",
  version: 3,
  state: "OPEN",
  created_at: "2026-01-15T18:04:05Z",
  updated_at: "2026-01-15T18:04:05Z",
  fulfillments: [{ uid: "f-1", state: "PROPOSED" }],
};
const usdOf = (amount: bigint) => ({ amount, currency: "USD" as const });

const cases: Readonly<Record<string, Case>> = {
  readOrder: {
    contract: orderUpdated,
    data: thinOrder("ORDER1", 3),
    sdk: (client) => client.orders.get({ orderId: "ORDER1" }),
  },
  submitOrder: {
    contract: orderSubmit,
    data: submit({ totals: { subtotal: usd(1_298), total: usd(1_298) } }),
    answers: [{ order: { total_money: usd(1_298) } }],
    sdk: async (client, [, idempotencyKey = ""], [body]) => {
      await client.orders.calculate({ order: sdkOrder(body) });
      await client.orders.create({ idempotencyKey, order: sdkOrder(body) });
    },
  },
  cancelOrder: {
    contract: orderCancel,
    data: { cancellationId: "cn-1", orderId: "o", refs: [{ vendor: "square", type: "order", id: "ORDER1" }] },
    answers: [{ order: openOrder }],
    sdk: async (client) => {
      await client.orders.get({ orderId: "ORDER1" });
      const fulfillments = [{ uid: "f-1", state: "CANCELED" as const }];
      const metadata = { spindle_cancellation: "cn-1" };
      const cancelled = {
        locationId: "FPYC",
        version: 3,
        state: "CANCELED" as const,
        fulfillments,
        metadata,
      };
      await client.orders.update({ orderId: "ORDER1", order: cancelled });
    },
  },
  enroll: {
    contract: loyaltyEnroll,
    data: { memberId: "mbr-1", profile: { phone: "+16175550102" } },
    sdk: (client, [idempotencyKey = ""]) =>
      client.loyalty.accounts.create({
        idempotencyKey,
        loyaltyAccount: { programId: "SIMPROGRAM", mapping: { phoneNumber: "+16175550102" } },
      }),
  },
  accruePoints: {
    contract: loyaltyAccrue,
    data: { member: byCustomer, transaction, values: [{ kind: "points", code: "points", quantity: "12" }] },
    answers: [{ loyalty_accounts: [{ id: account }] }],
    sdk: async (client, [, idempotencyKey = ""]) => {
      await client.loyalty.accounts.search({ query: { customerIds: ["CUST1"] }, limit: 1 });
      await client.loyalty.accounts.accumulatePoints({
        accountId: account,
        idempotencyKey,
        accumulatePoints: { points: 12 },
        locationId: "FPYC",
      });
    },
  },
  accrueOrder: {
    contract: orderCompleted,
    data: order({ refs: [{ vendor: "square", type: "order", id: "ORDER1" }] }),
    sdk: (client, [idempotencyKey = ""]) =>
      client.loyalty.accounts.accumulatePoints({
        accountId: account,
        idempotencyKey,
        accumulatePoints: { orderId: "ORDER1" },
        locationId: "FPYC",
      }),
  },
  adjustPoints: {
    contract: loyaltyAdjust,
    data: {
      member,
      transaction: { ...transaction, reason: "Cold burger" },
      changes: [{ value: { kind: "points", code: "points", quantity: "-25" }, operation: "subtract" }],
      allowNegative: false,
    },
    sdk: (client, [idempotencyKey = ""]) =>
      client.loyalty.accounts.adjust({
        accountId: account,
        idempotencyKey,
        adjustPoints: { points: -25, reason: "Cold burger [spindle t-1]" },
        allowNegativeBalance: false,
      }),
  },
  redeem: {
    contract: loyaltyRedeem,
    data: { member, transaction, rewardCode: "tier-1" },
    answers: [{ reward }],
    sdk: async (client, [first = "", second = ""]) => {
      await client.loyalty.rewards.create({
        idempotencyKey: first,
        reward: { loyaltyAccountId: account, rewardTierId: "tier-1" },
      });
      await client.loyalty.rewards.redeem({ rewardId: "rw-1", idempotencyKey: second, locationId: "FPYC" });
    },
  },
  reverse: {
    contract: loyaltyReverse,
    data: {
      member,
      transaction: {
        ...transaction,
        reverses: "t-0",
        refs: [{ vendor: "square", type: "reward", id: "rw-1" }],
      },
    },
    answers: [{ reward }],
    sdk: async (client) => {
      await client.loyalty.rewards.get({ rewardId: "rw-1" });
      await client.loyalty.rewards.delete({ rewardId: "rw-1" });
    },
  },
  eraseGuest: {
    contract: customerErase,
    data: { memberId: "mbr-1815" },
    answers: [{ customers: [{ id: "CUST1" }] }],
    sdk: async (client) => {
      await client.customers.search({ query: { filter: { referenceId: { exact: "mbr-1815" } } }, limit: 5n });
      await client.customers.delete({ customerId: "CUST1" });
    },
  },
  recordPayment: {
    contract: paymentCaptured,
    data: {
      paymentId: "pi_1",
      refs: [{ vendor: "stripe", type: "payment_intent", id: "pi_1" }],
      orderRef: "ORDER1",
      amountCaptured: usd(1_000),
      occurredAt: transaction.occurredAt,
      finality: "final",
    },
    settings: { recordPayments: true },
    before: [orderUpdated, "readOrder", thinOrder("ORDER1", 3)],
    answers: [{ order: openOrder }],
    sdk: async (client, [, idempotencyKey = ""]) => {
      await client.orders.get({ orderId: "ORDER1" });
      await client.payments.create({
        idempotencyKey,
        sourceId: "EXTERNAL",
        amountMoney: usdOf(1_000n),
        orderId: "ORDER1",
        locationId: "FPYC",
        referenceId: "ORDER1",
        externalDetails: { type: "CARD", source: "stripe", sourceId: "pi_1" },
      });
    },
  },
  refund: {
    contract: paymentRefund,
    data: { refundId: "rf-1", paymentId: "PAY1", reason: "duplicate" },
    answers: [{ payment }],
    sdk: async (client, [, idempotencyKey = ""]) => {
      await client.payments.get({ paymentId: "PAY1" });
      await client.refunds.refundPayment({
        idempotencyKey,
        paymentId: "PAY1",
        amountMoney: usdOf(1_000n),
        reason: "Duplicate [spindle rf-1]",
      });
    },
  },
};

test.each(Object.keys(cases))(
  "the requests of %s are those that the official SDK sends",
  async (operation) => {
    const { contract, data, answers = [], settings, before, sdk } = cases[operation] as Case;
    const all = before ? [{ order: openOrder }, ...answers] : answers;
    const ours = await loopbackReceiver(all.map((answer) => ({ body: JSON.stringify(answer) })));
    const theirs = await loopbackReceiver();
    onTestFinished(async () => {
      await ours.close();
      await theirs.close();
    });
    const harness = openAt(ours.url, settings);
    if (before) await harness.deliver<unknown>(before[1], before[0], before[2]);
    const known = ours.requests.length;
    await harness.deliver<unknown>(operation, contract, data);
    const sent = ours.requests.slice(known);
    const bodies = sent.map(({ body }) => (body === "" ? {} : (JSON.parse(body) as Body)));
    const keys = bodies.map(({ idempotency_key: key = "" }) => key);
    const client = new SquareClient({ token: secrets.accessToken, environment: theirs.url, maxRetries: 0 });
    await sdk(client, keys, bodies);
    expect(sent.map(said)).toEqual(theirs.requests.map(said));
    expect(sent).toHaveLength(answers.length + 1);
  },
);

const said = ({ method, path, headers, body }: CapturedRequest) => ({
  method,
  path,
  authorization: headers["authorization"],
  version: headers["square-version"],
  type: body === "" ? undefined : headers["content-type"],
  body: body === "" ? undefined : (JSON.parse(body) as unknown),
});

/** What `submit` is in the words of the SDK. */
const sdkOrder = (body: Body | undefined) => ({
  locationId: "FPYC",
  referenceId: "ord-7001",
  lineItems: [
    {
      uid: "l-1",
      quantity: "2",
      catalogObjectId: "BURGER",
      basePriceMoney: usdOf(599n),
      modifiers: [{ uid: "m-1", quantity: "1", catalogObjectId: "CHEESE", basePriceMoney: usdOf(50n) }],
    },
  ],
  pricingOptions: { autoApplyTaxes: true },
  fulfillments: [
    {
      type: "PICKUP" as const,
      state: "PROPOSED" as const,
      pickupDetails: {
        scheduleType: "SCHEDULED" as const,
        pickupAt: "2026-01-15T18:30:00.000Z",
        recipient: { displayName: "Ada", phoneNumber: "+16175550101" },
      },
    },
  ],
  metadata: body?.order?.metadata ?? {},
});
