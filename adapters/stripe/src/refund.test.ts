import type { VendorResponse } from "@spindlebus/bus/adapter";
import { loopbackReceiver, vendorAnswer } from "@spindlebus/bus/testing";
import { checkData, type DataOf, type paymentRefund } from "@spindlebus/contracts";
import { Stripe } from "stripe";
import { describe, expect, onTestFinished, test } from "vitest";
import { refund as refundObject } from "../fixtures/objects.ts";
import stripe from "./index.ts";
import { StripeSettings } from "./settings.ts";

const settings = StripeSettings.parse({});
const secrets = { apiKey: "sk_test_1", webhookSecret: "whsec_1" };
const { refund } = stripe.operations;

const message = {
  id: "0196a5b0-0000-7000-8000-000000000001",
  source: "pos",
  sourceId: "cmd-1",
  type: "payment.refund.v1",
  extensions: {},
};
const context = { settings, message, recalled: {}, idempotencyKey: "key-1" };

const command: DataOf<typeof paymentRefund> = {
  refundId: "rf-7001-1",
  paymentId: "pi_3SpindleExample7001",
  amount: { amount: 500, currency: "USD" },
  reason: "customer_request",
  orderRef: "ord-7001",
};

const requestOf = (changes: Partial<typeof command> = {}) =>
  refund.request({ ...command, ...changes }, context);

/** The fields of the form that a request carries. */
function formOf(changes: Partial<typeof command> = {}) {
  const request = requestOf(changes);
  if (request.kind !== "request") throw new Error(`no request, but ${request.kind}`);
  return Object.fromEntries(new URLSearchParams(request.body));
}

const outcomeOf = (response: VendorResponse) =>
  refund.interpret(response, command, { ...context, step: 0, carry: null });

describe("the request", () => {
  test("is the one that the official SDK sends", async () => {
    const vendor = await loopbackReceiver([{ body: JSON.stringify(refundObject) }]);
    onTestFinished(vendor.close);
    const sdk = new Stripe(secrets.apiKey, {
      host: "127.0.0.1",
      port: vendor.port,
      protocol: "http",
      telemetry: false,
    });
    await sdk.refunds.create(
      {
        payment_intent: "pi_3SpindleExample7001",
        amount: 500,
        reason: "requested_by_customer",
        metadata: { order_id: "ord-7001", refund_id: "rf-7001-1", spindle_message: message.id },
      },
      { idempotencyKey: "key-1" },
    );
    const [sent] = vendor.requests;
    const ours = requestOf();
    if (ours.kind !== "request" || !sent) throw new Error("no request");
    expect([ours.method, ours.path]).toEqual([sent.method, sent.path]);
    expect(new Map(new URLSearchParams(ours.body))).toEqual(new Map(new URLSearchParams(sent.body)));
    expect(ours.headers["content-type"]).toBe(sent.headers["content-type"]);
    expect(ours.headers["stripe-version"]).toBe(sent.headers["stripe-version"]);
    expect(stripe.authorize(ours, { settings, secrets })).toEqual({
      authorization: sent.headers["authorization"],
    });
    expect(sent.headers[(refund.idempotency === "key" && refund.key.header?.toLowerCase()) || ""]).toBe(
      "key-1",
    );
  });

  test("without an amount gives back all that is left", () => {
    expect(formOf({ amount: undefined })).not.toHaveProperty("amount");
  });

  test.each([
    ["return", "requested_by_customer"],
    ["duplicate", "duplicate"],
    ["fraud", "fraudulent"],
    ["other", undefined],
  ] as const)("says the reason %s in Stripe's words", (reason, ours) => {
    expect(formOf({ reason })["reason"]).toBe(ours);
  });

  test.each([
    ["a charge as paymentId", { paymentId: "ch_1" }, { charge: "ch_1" }],
    ["a bank payment as paymentId", { paymentId: "py_1" }, { charge: "py_1" }],
    [
      "a payment intent among the refs",
      { paymentId: "p-1", refs: [{ vendor: "stripe", type: "payment_intent", id: "pi_2" }] },
      { payment_intent: "pi_2" },
    ],
    [
      "a charge among the refs",
      { paymentId: "p-1", refs: [{ vendor: "stripe", type: "charge", id: "ch_2" }] },
      { charge: "ch_2" },
    ],
  ])("finds the payment with %s", (_case, changes, payment) => {
    const { payment_intent, charge } = formOf(changes);
    expect({ payment_intent, charge }).toEqual({ payment_intent: undefined, charge: undefined, ...payment });
  });

  test("writes the amount in Stripe's own minor units", () => {
    expect(formOf({ amount: { amount: 5, currency: "ISK" } })["amount"]).toBe("500");
    expect(formOf({ amount: { amount: 500, currency: "MGA" } })["amount"]).toBe("5");
  });

  test("is not made for a payment that is none of Stripe's", () => {
    expect(requestOf({ paymentId: "9913140798220028" })).toMatchObject({
      kind: "blocked",
      code: "not_a_stripe_payment",
    });
  });

  test.each([0, -500])("is not made for an amount of %i", (amount) => {
    expect(requestOf({ amount: { amount, currency: "USD" } })).toMatchObject({
      kind: "rejected",
      code: "amount_invalid",
    });
  });

  test("is not made for an amount that Stripe cannot say", () => {
    expect(requestOf({ amount: { amount: 150, currency: "MGA" } })).toMatchObject({
      kind: "rejected",
      code: "amount_invalid",
    });
  });

  test("is skipped where the message names another vendor's payment", () => {
    const refs = [{ vendor: "adyen", type: "payment", id: "9913140798220028" }];
    expect(refund.skip?.({ ...command, refs }, { settings })).toBe("the payment is of another vendor: adyen");
    expect(refund.skip?.(command, { settings })).toBe(false);
  });

  test("is the same on every try", () => {
    expect(requestOf()).toEqual(requestOf());
  });
});

describe("a refund that Stripe took on", () => {
  const outcome = outcomeOf(vendorAnswer(200, refundObject));

  test("is applied, with Stripe's id as reference", () => {
    expect(outcome).toMatchObject({ kind: "applied", reference: "re_3SpindleExample1" });
  });

  test("tells that it was requested, and leaves its success to the webhook", () => {
    const [told, ...more] = outcome.kind === "applied" ? outcome.emit : [];
    expect(more).toEqual([]);
    expect(told?.contract.type).toBe("payment.refund.requested.v1");
    expect(told && checkData(told.contract, told.data)).toMatchObject({
      ok: true,
      data: {
        orderRef: "ord-7001",
        refund: { requestId: "rf-7001-1", status: "requested" },
        finality: "provisional",
      },
    });
  });

  test("is remembered by its business id", () => {
    expect(outcome).toMatchObject({
      remember: [{ kind: "refund", id: "rf-7001-1", vendorId: "re_3SpindleExample1" }],
    });
  });

  test.each(["pending", "requires_action"])("is applied in the status %s too", (status) => {
    expect(outcomeOf(vendorAnswer(200, { ...refundObject, status }))).toMatchObject({ kind: "applied" });
  });

  test.each([
    [{ status: "failed", failure_reason: "declined" }, "declined"],
    [{ status: "failed" }, "failed"],
    [{ status: "canceled" }, "canceled"],
  ])("and that did not come about at once is rejected: %j", (changes, code) => {
    expect(outcomeOf(vendorAnswer(200, { ...refundObject, ...changes }))).toMatchObject({
      kind: "rejected",
      code,
    });
  });

  test("and that did not come about at once tells nothing: Stripe's webhook does", () => {
    expect(outcomeOf(vendorAnswer(200, { ...refundObject, status: "failed" }))).not.toHaveProperty("emit");
  });

  test.each([undefined, {}, { id: "re_1" }, { ...refundObject, object: "charge" }])(
    "but answered unreadably (%j) is in doubt",
    (json) => {
      expect(outcomeOf(vendorAnswer(200, json))).toMatchObject({
        kind: "inDoubt",
        code: "unreadable_answer",
      });
    },
  );
});
