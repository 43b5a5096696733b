import { type Fault, httpVendor, openHarness } from "@spindlebus/bus/testing";
import {
  canonicalContracts,
  checkData,
  type Contract,
  customerErase,
  engagementConsentSet,
  identityUserCreated,
  loyaltyEnroll,
  type Order,
  orderCompleted,
  paymentRefunded,
  paymentRefundFailed,
  paymentRefundReversed,
} from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { exampleFailure, exampleOrder, exampleRefund, exampleReversal, usd } from "./examples.ts";
import { startPaytronix } from "./simulator/at-work.ts";
import paytronix from "./src/index.ts";

/** The adapter in the real delivery code, and the simulated Paytronix at the other end of the wire. */
async function setup(changes: Readonly<Record<string, string>> = {}, settings: object = {}) {
  const { url, secrets, control } = await startPaytronix();
  const harness = openHarness({
    adapter: paytronix,
    settings: { ...settings, baseUrl: url },
    secrets: { ...secrets, ...changes },
    vendor: httpVendor(),
    contracts: canonicalContracts,
  });
  /** Delivers a message, and again whenever it is due, until it waits no more. */
  const settle = async <Data>(operation: string, contract: Contract<Data>, data: Data) => {
    let delivery = await harness.deliver(operation, contract, data);
    while (delivery.state === "waiting") delivery = (await harness.next(operation)) ?? delivery;
    return delivery.state;
  };
  return { harness, control, settle };
}

/** Orders of one member: all of them are in one card's history. */
const orders = (count: number): readonly Order[] =>
  Array.from({ length: count }, (_, index) => {
    const { checks: _checks, ...order } = exampleOrder({ orderId: `ord-${index}` });
    return order;
  });

/** A refund of 5.00 that names its order only. */
function refundOf(orderId: string) {
  const { refund, ...event } = exampleRefund();
  const details = { ...refund, refundId: `re-${orderId}`, amount: usd(500) };
  return { ...event, paymentId: `pi-${orderId}`, refs: [], orderRef: orderId, refund: details };
}

test.each(["query", "body"] as const)(
  "a guest who is to be forgotten is deleted by the card of an order, named in the %s, and then is nobody",
  async (deletionParameters) => {
    const { harness, control } = await setup({}, { deletionParameters });
    const command = { memberId: "mbr-1815" };
    const erase = () => harness.deliver("eraseGuest", customerErase, command);
    expect(await erase()).toMatchObject({ state: "unchanged" });
    await harness.deliver("accruePoints", orderCompleted, exampleOrder());
    expect(await erase()).toMatchObject({ state: "applied" });
    expect((await control.effects()).at(-1)).toMatchObject({
      operation: "eraseGuest",
      card: "6000201000200841",
    });
    expect(await erase()).toMatchObject({ state: "unchanged" });
    const refs = [{ vendor: "paytronix", type: "card", id: "6000201000200841" }];
    expect(await harness.deliver("eraseGuest", customerErase, { ...command, refs })).toMatchObject({
      state: "unchanged",
      reason: "no user is registered to the card",
    });
  },
);

const byCard = [{ vendor: "paytronix", type: "card", id: "6000201000200841" }];

type Named = { readonly memberId: string };
type Known = { readonly member?: Named; readonly customer?: Named };
const guests: readonly (readonly [known: string, order: Known, erasure: object, state: string])[] = [
  ["the chain's id of the member", { member: { memberId: "mbr-1815" } }, {}, "applied"],
  ["the order's customer", { customer: { memberId: "mbr-1815" } }, {}, "unchanged"],
  ["the card alone", {}, { refs: byCard }, "applied"],
];

test.each(guests)(
  "of a guest known by %s nothing is remembered once they are forgotten",
  async (...guest) => {
    const [, { member, customer }, refs, state] = guest;
    const { harness, control, settle } = await setup();
    const order = { ...exampleOrder(), customer, loyalty: { member: { refs: byCard, ...member } } };
    await settle("accruePoints", orderCompleted, order);
    await settle("reverseOrAdjust", paymentRefunded, exampleRefund());
    expect(await settle("giveBackFailed", paymentRefundFailed, exampleFailure())).toBe("applied");
    expect((await pointsIn(control)).at(-1)).toEqual(["giveBack", "re_3SpindleExample1-back", 4]);
    const remembered = () => JSON.stringify(harness.ledger.facts);
    expect(remembered()).toContain('"takenBack"');
    expect(await settle("eraseGuest", customerErase, { memberId: "mbr-1815", ...refs })).toBe(state);
    expect(remembered()).not.toMatch(/mbr-1815|6000201000200841/);
  },
);

test("an order earns its points, and its refund takes them back out of what was remembered", async () => {
  const { harness, control } = await setup();
  const accrued = await harness.deliver("accruePoints", orderCompleted, exampleOrder());
  const reversed = await harness.deliver("reverseOrAdjust", paymentRefunded, exampleRefund());
  const effects = await control.effects();
  expect(effects.map(({ operation, reference, points }) => [operation, reference, points])).toEqual([
    ["accruePoints", "ord-7001", 12],
    ["reverseOrAdjust", "re_3SpindleExample1", -4],
  ]);
  expect([accrued, reversed]).toMatchObject([
    { state: "applied", vendorReference: effects[0]?.["pxTransactionId"] },
    { state: "applied", vendorReference: effects[1]?.["pxTransactionId"] },
  ]);
  expect(harness.emitted.map(({ contract }) => contract.type)).toEqual([
    "loyalty.points.accrued.v1",
    "loyalty.points.reversed.v1",
  ]);
});

test("a refund finds its order by the payment alone", async () => {
  const { harness, control } = await setup();
  await harness.deliver("accruePoints", orderCompleted, exampleOrder());
  const { orderRef: _order, merchantReference: _reference, ...refund } = exampleRefund();
  await harness.deliver("reverseOrAdjust", paymentRefunded, refund);
  expect((await control.effects()).map(({ points }) => points)).toEqual([12, -4]);
});

test("a guest's order and its refund change nothing", async () => {
  const { harness, control } = await setup();
  const { loyalty: _loyalty, ...guest } = exampleOrder();
  const order = await harness.deliver("accruePoints", orderCompleted, guest);
  const refund = await harness.deliver("reverseOrAdjust", paymentRefunded, exampleRefund());
  expect(order).toMatchObject({ state: "unchanged", reason: "guest order" });
  expect(refund.state).not.toBe("applied");
  expect(await control.effects()).toEqual([]);
});

test("fifty orders of one card whose answers were all lost are applied exactly once", async () => {
  const { harness, control, settle } = await setup();
  await control.putFault({ kind: "commitThenDrop" });
  for (const order of orders(50)) expect(await settle("accruePoints", orderCompleted, order)).toBe("applied");
  const references = (await control.effects()).map(({ reference }) => reference);
  expect([references.length, new Set(references).size]).toEqual([50, 50]);
  expect(harness.emitted).toHaveLength(50);
});

const passing: readonly Fault[] = [
  { kind: "commitThenDrop", share: 0.5 },
  { kind: "malformed", share: 0.5, operation: "accruePoints" },
  { kind: "malformed", share: 0.5, operation: "reverseOrAdjust" },
  { kind: "rateLimit", share: 0.5 },
  { kind: "outage", share: 0.5 },
  { kind: "outage", mode: "503", share: 0.5 },
];

test.each(passing)(
  "under the fault $kind ($mode, $operation) orders and refunds are applied exactly once",
  async (fault) => {
    const { control, settle } = await setup();
    await control.putFault(fault);
    for (const order of orders(10)) {
      const { orderId } = order;
      expect(await settle("accruePoints", orderCompleted, order)).toBe("applied");
      expect(await settle("reverseOrAdjust", paymentRefunded, refundOf(orderId))).toBe("applied");
    }
    const references = (await control.effects()).map(({ reference }) => reference);
    expect(references).toEqual(orders(10).flatMap(({ orderId }) => [orderId, `re-${orderId}`]));
  },
);

test("an order that could not be sent in an outage is sent when it is over", async () => {
  const { harness, control } = await setup();
  await control.putFault({ kind: "outage" });
  expect(await harness.deliver("accruePoints", orderCompleted, exampleOrder())).toMatchObject({
    state: "waiting",
  });
  await control.putFault({ kind: "none" });
  expect(await harness.next("accruePoints")).toMatchObject({ state: "applied" });
  expect(await control.effects()).toHaveLength(1);
});

test("a denied order is dead with Paytronix's code and words", async () => {
  const { harness, control } = await setup();
  await control.putFault({ kind: "reject" });
  const delivery = await harness.deliver("accruePoints", orderCompleted, exampleOrder());
  expect(delivery).toMatchObject({
    state: "dead",
    error: { code: "301", message: expect.stringContaining("The card is not active.") },
  });
  expect(await control.effects()).toEqual([]);
});

test("wrong credentials block an order and name the secrets, and do not kill it", async () => {
  const { harness } = await setup({ integrationSecret: "wrong" });
  const delivery = await harness.deliver("accruePoints", orderCompleted, exampleOrder());
  expect(delivery).toMatchObject({
    state: "blocked",
    error: { code: "http401", message: expect.stringContaining("integrationSecret") },
  });
});

const pointsIn = async (control: Awaited<ReturnType<typeof setup>>["control"]) =>
  (await control.effects()).map(({ operation, reference, points }) => [operation, reference, points]);

test("a refund that fails later gives its points again, once, whichever way it is told", async () => {
  const { harness, control, settle } = await setup();
  await settle("accruePoints", orderCompleted, exampleOrder());
  await settle("reverseOrAdjust", paymentRefunded, exampleRefund());
  expect(await settle("giveBackFailed", paymentRefundFailed, exampleFailure())).toBe("applied");
  expect(await settle("giveBackFailed", paymentRefundFailed, exampleFailure())).toBe("unchanged");
  expect(await settle("giveBackReversed", paymentRefundReversed, exampleReversal())).toBe("unchanged");
  expect(await pointsIn(control)).toEqual([
    ["accruePoints", "ord-7001", 12],
    ["reverseOrAdjust", "re_3SpindleExample1", -4],
    ["giveBack", "re_3SpindleExample1-back", 4],
  ]);
  const told = harness.emitted.at(-1);
  expect(told && checkData(told.contract, told.data)).toMatchObject({
    ok: true,
    data: {
      transaction: {
        transactionId: "re_3SpindleExample1-back",
        reverses: "re_3SpindleExample1",
        orderRef: "ord-7001",
      },
      changes: [{ value: { kind: "points", quantity: "4" }, operation: "void_subtract" }],
    },
  });
});

test("a whole refund that fails later gives what its reversal had undone", async () => {
  const { control, settle } = await setup();
  const refund = exampleRefund({ amountRefunded: usd(1402) });
  const whole = { ...refund, refund: { ...refund.refund, amount: usd(1402) } };
  const failed = exampleFailure();
  await settle("accruePoints", orderCompleted, exampleOrder());
  await settle("reverseOrAdjust", paymentRefunded, whole);
  await settle("giveBackFailed", paymentRefundFailed, {
    ...failed,
    refund: { ...failed.refund, amount: usd(1402) },
  });
  expect((await control.effects()).map(({ points }) => points)).toEqual([12, -12, 12]);
});

test("a failure that its processor tells under another id finds its refund by the command that asked for it", async () => {
  const { control, settle } = await setup();
  const failed = exampleFailure();
  await settle("accruePoints", orderCompleted, exampleOrder());
  await settle("reverseOrAdjust", paymentRefunded, exampleRefund());
  const elsewhere = { ...failed, refund: { ...failed.refund, refundId: "re_other" } };
  expect(await settle("giveBackFailed", paymentRefundFailed, elsewhere)).toBe("applied");
  expect(await settle("giveBackFailed", paymentRefundFailed, failed)).toBe("unchanged");
  expect((await control.effects()).map(({ points }) => points)).toEqual([12, -4, 4]);
});

test("a failure that is told before its refund succeeded keeps the points where they are", async () => {
  const { control, settle } = await setup();
  await settle("accruePoints", orderCompleted, exampleOrder());
  expect(await settle("giveBackFailed", paymentRefundFailed, exampleFailure())).toBe("applied");
  expect(await settle("reverseOrAdjust", paymentRefunded, exampleRefund())).toBe("unchanged");
  expect((await control.effects()).map(({ points }) => points)).toEqual([12]);
});

test("a refund that was refused at once and is asked for again, with success, takes its points", async () => {
  const { control, settle } = await setup();
  const failed = exampleFailure();
  await settle("accruePoints", orderCompleted, exampleOrder());
  const { requestId = "" } = failed.refund;
  const atOnce = { ...failed, refund: { ...failed.refund, refundId: requestId, refs: [] } };
  expect(await settle("giveBackFailed", paymentRefundFailed, atOnce)).toBe("unchanged");
  expect(await settle("reverseOrAdjust", paymentRefunded, exampleRefund())).toBe("applied");
  expect((await control.effects()).map(({ points }) => points)).toEqual([12, -4]);
});

test("of a part of the money that came back, that part's points are given again", async () => {
  const { control, settle } = await setup();
  const reversal = exampleReversal();
  await settle("accruePoints", orderCompleted, exampleOrder());
  await settle("reverseOrAdjust", paymentRefunded, exampleRefund());
  await settle("giveBackReversed", paymentRefundReversed, {
    ...reversal,
    refund: { ...reversal.refund, amount: usd(250) },
  });
  expect((await control.effects()).map(({ points }) => points)).toEqual([12, -4, 2]);
});

test("what Paytronix refuses of an order, a refund and its failure is told as points that did not move", async () => {
  const { harness, control } = await setup();
  await control.putFault({ kind: "reject" });
  expect((await harness.deliver("accruePoints", orderCompleted, exampleOrder())).state).toBe("dead");
  await control.putFault({ kind: "none" });
  await harness.deliver("accruePoints", orderCompleted, exampleOrder({ orderId: "ord-7001" }));
  await control.putFault({ kind: "reject" });
  expect((await harness.deliver("reverseOrAdjust", paymentRefunded, exampleRefund())).state).toBe("dead");
  await control.putFault({ kind: "none" });
  await harness.deliver("reverseOrAdjust", paymentRefunded, exampleRefund());
  await control.putFault({ kind: "reject" });
  expect((await harness.deliver("giveBackFailed", paymentRefundFailed, exampleFailure())).state).toBe("dead");
  const told = harness.emitted.filter(({ contract }) => contract.type.endsWith("_failed.v1"));
  expect(told).toMatchObject([
    {
      contract: { type: "loyalty.accrue_failed.v1" },
      data: { reason: "inactive", transaction: { transactionId: "ord-7001" }, error: { vendorCode: "301" } },
    },
    {
      contract: { type: "loyalty.reverse_failed.v1" },
      data: { transaction: { transactionId: "re_3SpindleExample1", reverses: "ord-7001" } },
    },
    {
      contract: { type: "loyalty.reverse_failed.v1" },
      data: { transaction: { transactionId: "re_3SpindleExample1-back", reverses: "re_3SpindleExample1" } },
    },
  ]);
  for (const { contract, data } of told) expect(checkData(contract, data)).toMatchObject({ ok: true });
});

const enrollment = { memberId: "mbr-1906", profile: { email: "grace@example.com" } };

/** What was told last, if it fits its contract. */
function toldLast({ harness }: Pick<Awaited<ReturnType<typeof setup>>, "harness">) {
  const last = harness.emitted.at(-1);
  return last && { type: last.contract.type, ...checkData(last.contract, last.data) };
}

test("an address that another member has is told as an enrollment that failed, and nobody has to look", async () => {
  const { harness, control } = await setup({}, { cardTemplateCode: 123 });
  await harness.deliver("enroll", loyaltyEnroll, { ...enrollment, memberId: "mbr-1815" });
  expect(await harness.deliver("enroll", loyaltyEnroll, enrollment)).toMatchObject({
    state: "dead",
    doubtSinceMs: undefined,
    error: { code: "uniquenessConflict" },
  });
  expect(toldLast({ harness })).toMatchObject({
    type: "loyalty.enroll_failed.v1",
    ok: true,
    data: { memberId: "mbr-1906", reason: "duplicate", error: { vendorCode: "uniquenessConflict" } },
  });
  expect(await control.effects()).toHaveLength(1);
});

test("who signs up and is refused is told as an enrollment that failed too", async () => {
  const { harness, control } = await setup({}, { cardTemplateCode: 123, enrollUsers: true });
  await control.putFault({ kind: "reject" });
  const user = { userId: "auth0|1906", externalId: "mbr-1906", emails: [{ value: "grace@example.com" }] };
  const occurredAt = "2026-01-15T18:00:00.000Z";
  expect((await harness.deliver("enrollUser", identityUserCreated, { user, occurredAt })).state).toBe("dead");
  expect(toldLast({ harness })).toMatchObject({
    type: "loyalty.enroll_failed.v1",
    ok: true,
    data: { memberId: "mbr-1906" },
  });
});

test("a consent that Paytronix refuses is told as one that was not set", async () => {
  const { harness, control } = await setup({}, { cardTemplateCode: 123 });
  await harness.deliver("enroll", loyaltyEnroll, enrollment);
  await control.putFault({ kind: "reject" });
  const refused = await harness.deliver("setConsent", engagementConsentSet, {
    consentId: "mbr-1906/email",
    profile: { externalId: "mbr-1906" },
    consent: { channel: "email", state: "unsubscribed" },
    occurredAt: "2026-01-15T18:00:00.000Z",
  });
  expect(refused.state).toBe("dead");
  expect(toldLast({ harness })).toMatchObject({
    type: "engagement.consent.set_failed.v1",
    ok: true,
    data: { consentId: "mbr-1906/email", profile: { externalId: "mbr-1906" } },
  });
});
