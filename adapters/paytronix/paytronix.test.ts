import type { Applied, Outcome, VendorRequest, VendorResponse } from "@spindlebus/bus/adapter";
import type { DataOf, Order, paymentRefunded } from "@spindlebus/contracts";
import { describe, expect, test } from "vitest";
import { contextFor, envelope, exampleOrder, exampleRefund, usd } from "./examples.ts";
import { sent, startPaytronix } from "./simulator/at-work.ts";
import paytronix from "./src/index.ts";

// The adapter against the simulated vendor, over the loopback interface.

const ordered = envelope("order.completed.v1", "2026-01-15T18:04:05.000Z");
const refunded = envelope("payment.refunded.v1", "2026-01-15T19:00:00.000Z");
const { accruePoints, reverseOrAdjust } = paytronix.operations;

type Send = (request: VendorRequest) => Promise<VendorResponse>;
const step = { step: 0, carry: null };

async function accrue(send: Send, order: Order, changes = {}): Promise<Outcome> {
  const context = contextFor(ordered, changes);
  const response = await send(sent(accruePoints.request(order, context)));
  const outcome = accruePoints.interpret(response, order, { ...context, ...step });
  if (outcome.kind === "next") throw new Error("an accrual is one request");
  return outcome;
}

async function probeAccrual(send: Send, order: Order, changes = {}) {
  if (accruePoints.idempotency !== "probe") throw new Error("not probed");
  const context = contextFor(ordered, changes);
  return accruePoints.probe.interpret(await send(accruePoints.probe.request(order, context)), order, context);
}

/** What a refund asks of its own memory, found among what the accrual remembered. */
function recalledFor(refund: Refund, accrual: Applied) {
  const ids = reverseOrAdjust.recall?.(refund)["accrual"]?.ids ?? [];
  const fact = ids
    .map((id) => accrual.remember.find((each) => each.id === id))
    .find((each) => each !== undefined);
  if (fact === undefined) throw new Error("nothing is remembered");
  return { recalled: { accrual: fact } };
}

type Refund = DataOf<typeof paymentRefunded>;

async function takeBack(send: Send, refund: Refund, accrual: Applied, changes = {}): Promise<Outcome> {
  const context = contextFor(refunded, { ...recalledFor(refund, accrual), ...changes });
  const response = await send(sent(reverseOrAdjust.request(refund, context)));
  const outcome = reverseOrAdjust.interpret(response, refund, { ...context, ...step });
  if (outcome.kind === "next") throw new Error("a refund is one request");
  return outcome;
}

async function probeRefund(send: Send, refund: Refund, accrual: Applied, changes = {}) {
  if (reverseOrAdjust.idempotency !== "probe") throw new Error("not probed");
  const context = contextFor(refunded, { ...recalledFor(refund, accrual), ...changes });
  const response = await send(reverseOrAdjust.probe.request(refund, context));
  return reverseOrAdjust.probe.interpret(response, refund, context);
}

function applied(outcome: Outcome): Applied {
  if (outcome.kind !== "applied") throw new Error(`${outcome.kind}: ${JSON.stringify(outcome)}`);
  return outcome;
}

const refundOf = (amount: number, soFar = amount, refundId = "re_1"): Refund => {
  const { refund } = exampleRefund();
  return exampleRefund({ amountRefunded: usd(soFar), refund: { ...refund, refundId, amount: usd(amount) } });
};

const everyProgramme = {
  wallets: [
    { walletCode: 1, kind: "points", label: "Points" },
    { walletCode: 2, kind: "visits", label: "Visits" },
  ],
};

describe("an order at the simulated Paytronix", () => {
  test("earns its points once, and a probe finds just what the answer said", async () => {
    const { send, control } = await startPaytronix({ settings: everyProgramme });
    const order = exampleOrder();
    expect(await probeAccrual(send, order, everyProgramme)).toEqual({ kind: "absent" });
    const outcome = applied(await accrue(send, order, everyProgramme));
    expect(await probeAccrual(send, order, everyProgramme)).toEqual(outcome);
    expect(await control.effects()).toMatchObject([
      { operation: "accruePoints", reference: "ord-7001", points: 12, pxTransactionId: outcome.reference },
    ]);
  });

  test("is found among many of its card, and not mistaken for them", async () => {
    const { send } = await startPaytronix();
    const orders = Array.from({ length: 20 }, (_, index) => {
      const { checks: _checks, ...order } = exampleOrder({ orderId: `ord-${index}` });
      return order;
    });
    const outcomes: Outcome[] = [];
    for (const order of orders.slice(0, 19)) outcomes.push(await accrue(send, order));
    for (const [index, order] of orders.slice(0, 19).entries()) {
      expect(await probeAccrual(send, order)).toEqual(outcomes[index]);
    }
    expect(await probeAccrual(send, orders[19] ?? exampleOrder())).toEqual({ kind: "absent" });
  });

  test("is in doubt after a garbled answer, and found by the probe", async () => {
    const { send, control } = await startPaytronix();
    await control.putFault({ kind: "malformed", operation: "accruePoints" });
    expect(await accrue(send, exampleOrder())).toMatchObject({ kind: "inDoubt" });
    expect(await probeAccrual(send, exampleOrder())).toMatchObject({ kind: "applied" });
  });

  test("is found by the probe after the connection died", async () => {
    const { send, control } = await startPaytronix();
    await control.putFault({ kind: "commitThenDrop" });
    await expect(accrue(send, exampleOrder())).rejects.toThrow("fetch failed");
    expect(await probeAccrual(send, exampleOrder())).toMatchObject({ kind: "applied" });
    expect(await control.effects()).toHaveLength(1);
  });

  test("is rejected with the vendor's code and words, and the probe agrees that nothing was done", async () => {
    const { send, control } = await startPaytronix();
    await control.putFault({ kind: "reject" });
    expect(await accrue(send, exampleOrder())).toMatchObject({
      kind: "rejected",
      code: "301",
      message: expect.stringContaining("The card is not active."),
    });
    expect(await probeAccrual(send, exampleOrder())).toEqual({ kind: "absent" });
  });

  test("worth less than a point changes nothing", async () => {
    const { send } = await startPaytronix();
    const totals = { subtotal: usd(99), total: usd(99) };
    expect(await accrue(send, exampleOrder({ totals, lines: [] }))).toMatchObject({ kind: "unchanged" });
  });

  test("is throttled where Paytronix asks for it, and blocked where it refuses the credentials", async () => {
    const { send, control } = await startPaytronix();
    const withWrongSecret: Send = (request) => {
      const headers = { ...request.headers, authorization: "Basic d3Jvbmc6d3Jvbmc=" };
      return send(request, headers);
    };
    expect(await accrue(withWrongSecret, exampleOrder())).toMatchObject({ kind: "blocked", code: "http401" });
    await control.putFault({ kind: "rateLimit" });
    expect(await accrue(send, exampleOrder())).toMatchObject({ kind: "throttled" });
    expect(await control.effects()).toEqual([]);
  });
});

describe("a refund at the simulated Paytronix", () => {
  test("of the whole order reverses it, once, and a probe finds just what the answer said", async () => {
    const { send, control } = await startPaytronix({ settings: everyProgramme });
    const accrual = applied(await accrue(send, exampleOrder(), everyProgramme));
    const refund = refundOf(1402);
    expect(await probeRefund(send, refund, accrual, everyProgramme)).toEqual({ kind: "absent" });
    const outcome = applied(await takeBack(send, refund, accrual, everyProgramme));
    expect(await probeRefund(send, refund, accrual, everyProgramme)).toEqual(outcome);
    expect(await takeBack(send, refund, accrual, everyProgramme)).toMatchObject({
      kind: "rejected",
      code: "432",
    });
    expect((await control.effects()).map(({ reference, points }) => [reference, points])).toEqual([
      ["ord-7001", 12],
      ["re_1", -12],
    ]);
  });

  test("in parts takes back as much as was earned, and no more", async () => {
    const { send, control } = await startPaytronix();
    const accrual = applied(await accrue(send, exampleOrder()));
    const parts = [refundOf(500, 500, "re_1"), refundOf(333, 833, "re_2"), refundOf(569, 1402, "re_3")];
    for (const refund of parts) {
      const outcome = applied(await takeBack(send, refund, accrual));
      expect(await probeRefund(send, refund, accrual)).toEqual(outcome);
    }
    expect((await control.effects()).map(({ points }) => points)).toEqual([12, -4, -3, -5]);
  });

  test("of points that are spent already takes what is left, and says how much", async () => {
    const { send } = await startPaytronix();
    const accrual = applied(await accrue(send, exampleOrder()));
    applied(await takeBack(send, refundOf(1200, 1200, "re_elsewhere"), accrual));
    const outcome = applied(await takeBack(send, exampleRefund({ amountRefunded: usd(1402) }), accrual));
    expect(outcome.emit[0]?.data).toMatchObject({ changes: [{ value: { quantity: "-2" } }] });
  });

  test("as a return ticket is found by the probe as well", async () => {
    const changes = { partialRefund: "returnTicket" };
    const { send, control } = await startPaytronix();
    const accrual = applied(await accrue(send, exampleOrder()));
    const outcome = applied(await takeBack(send, exampleRefund(), accrual, changes));
    expect(await probeRefund(send, exampleRefund(), accrual, changes)).toEqual(outcome);
    expect((await control.effects()).map(({ points }) => points)).toEqual([12, -4]);
  });
});
