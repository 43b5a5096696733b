import { SquareClient, SquareError } from "square";
import { expect, test } from "vitest";
import { setup } from "./bench.ts";
import { secrets } from "./examples.ts";

/** The official SDK at the simulated Square. */
async function open(token = secrets.accessToken) {
  const parts = await setup();
  return { ...parts, client: new SquareClient({ token, environment: parts.url, maxRetries: 0 }) };
}

/** The code by which Square refuses. */
const codeOf = async (call: PromiseLike<unknown>): Promise<string | undefined> => {
  try {
    await call;
    return undefined;
  } catch (error) {
    return error instanceof SquareError ? error.errors[0]?.code : String(error);
  }
};

const usd = (amount: bigint) => ({ amount, currency: "USD" as const });
const burger = { locationId: "FPYC", lineItems: [{ quantity: "1", catalogObjectId: "BURGER" }] };

test("the first answer under a key is the answer to every repeat, and another body is refused", async () => {
  const { client } = await open();
  const first = await client.orders.create({ idempotencyKey: "k-1", order: burger });
  const again = await client.orders.create({ idempotencyKey: "k-1", order: burger });
  expect(again.order?.id).toBe(first.order?.id);
  const other = { ...burger, referenceId: "ord-2" };
  expect(await codeOf(client.orders.create({ idempotencyKey: "k-1", order: other }))).toBe(
    "IDEMPOTENCY_KEY_REUSED",
  );
});

test("a refusal is not kept under a key", async () => {
  const { client, till } = await open();
  const paymentId = await till.takePayment();
  const refund = { idempotencyKey: "k-1", paymentId, amountMoney: usd(2_000n) };
  expect(await codeOf(client.refunds.refundPayment(refund))).toBe("REFUND_AMOUNT_INVALID");
  expect(await codeOf(client.refunds.refundPayment({ ...refund, amountMoney: usd(200n) }))).toBeUndefined();
});

test("keys have the longest form that the endpoint takes", async () => {
  const { client, till } = await open();
  const refund = { paymentId: await till.takePayment(), amountMoney: usd(100n) };
  const call = client.refunds.refundPayment({ ...refund, idempotencyKey: "k".repeat(46) });
  expect(await codeOf(call)).toBe("VALUE_TOO_LONG");
});

test("an order is changed by whoever knows its version", async () => {
  const { client, till } = await open();
  const { id } = await till.takeOrder();
  const cancelled = { locationId: "FPYC", version: 7, state: "CANCELED" as const };
  expect(await codeOf(client.orders.update({ orderId: id, order: cancelled }))).toBe("VERSION_MISMATCH");
});

test("lists come page by page", async () => {
  const { client, till } = await open();
  const phones = Array.from({ length: 5 }, (_, n) => `+1617555010${n}`);
  for (const phone of phones) await till.join(phone);
  const seen: (string | undefined)[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.loyalty.accounts.search({ limit: 2, ...(cursor !== undefined && { cursor }) });
    seen.push(...(page.loyaltyAccounts ?? []).map(({ mapping }) => mapping?.phoneNumber ?? undefined));
    cursor = page.cursor;
  } while (cursor !== undefined);
  expect(seen).toEqual(phones);
  expect(await codeOf(client.loyalty.accounts.search({ cursor: "made-up" }))).toBe("INVALID_CURSOR");
});

test("a phone has one account, and a balance is not spent twice", async () => {
  const { client, till } = await open();
  const accountId = await till.join("+16175550101", 15);
  const account = { programId: "SIMPROGRAM", mapping: { phoneNumber: "+16175550101" } };
  expect(
    await codeOf(client.loyalty.accounts.create({ idempotencyKey: "k-1", loyaltyAccount: account })),
  ).toBe("CONFLICT");
  const reward = { loyaltyAccountId: accountId, rewardTierId: "SIMTIER-10" };
  expect(await codeOf(client.loyalty.rewards.create({ idempotencyKey: "k-2", reward }))).toBeUndefined();
  expect(await codeOf(client.loyalty.rewards.create({ idempotencyKey: "k-3", reward }))).toBe("BAD_REQUEST");
});

test("a refund is PENDING first, and ends by itself", async () => {
  const { client, harness, till } = await open();
  const paymentId = await till.takePayment();
  const { refund } = await client.refunds.refundPayment({
    idempotencyKey: "k-1",
    paymentId,
    amountMoney: usd(400n),
  });
  expect(refund?.status).toBe("PENDING");
  expect((await client.payments.get({ paymentId })).payment?.refundedMoney).toBeUndefined();
  harness.clock.advance(10_000);
  expect((await client.refunds.get({ refundId: refund?.id ?? "" })).refund?.status).toBe("COMPLETED");
  expect((await client.payments.get({ paymentId })).payment?.refundedMoney).toEqual(usd(400n));
});

test("an order is paid when the money of its payment is taken, and not before", async () => {
  const { client, till } = await open();
  const { id: orderId } = await till.takeOrder();
  const paymentId = await till.takePayment({ order_id: orderId, autocomplete: false });
  expect((await client.orders.get({ orderId })).order?.state).toBe("OPEN");
  await client.payments.complete({ paymentId });
  expect((await client.orders.get({ orderId })).order?.state).toBe("COMPLETED");
});

test("more calls in a second than Square bears are refused", async () => {
  const { client } = await open();
  const calls = Array.from({ length: 51 }, () => codeOf(client.orders.get({ orderId: "x" })));
  expect((await Promise.all(calls)).filter((code) => code === "RATE_LIMITED")).toHaveLength(1);
});

test("nobody comes in with another token", async () => {
  const { client } = await open("EAAAl_other");
  expect(await codeOf(client.orders.get({ orderId: "x" }))).toBe("UNAUTHORIZED");
});
