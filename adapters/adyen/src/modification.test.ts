import { CheckoutAPI, Client, EnvironmentEnum, Types } from "@adyen/api-library";
import type { VendorRequest, VendorResponse } from "@spindlebus/bus/adapter";
import { loopbackReceiver, vendorAnswer } from "@spindlebus/bus/testing";
import { checkData, type DataOf, type paymentRefund } from "@spindlebus/contracts";
import http from "node:http";
import https from "node:https";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import adyen from "./index.ts";
import { AdyenSettings } from "./settings.ts";

const settings = AdyenSettings.parse({ merchantAccount: "BusTestMerchant" });
const secrets = { apiKey: "AQE-1", hmacKey: "00".repeat(32) };
const { refund, capture, cancel } = adyen.operations;
const payment = "9913140798220028";

const message = {
  id: "0196a5b0-0000-7000-8000-000000000001",
  source: "pos",
  sourceId: "cmd-1",
  type: "payment.refund.v1",
  extensions: {},
};
const context = { settings, message, recalled: {}, idempotencyKey: "key-1" };
const amount = { amount: 500, currency: "USD" };
const command: DataOf<typeof paymentRefund> = {
  refundId: "rf-1",
  paymentId: payment,
  amount,
  reason: "customer_request",
  orderRef: "ord-1",
};

const requestOf = (changes: Partial<typeof command> = {}) =>
  refund.request({ ...command, ...changes }, context);

const received = { pspReference: "993617894906488A", status: "received", merchantAccount: "BusTestMerchant" };
const { MerchantRefundReasonEnum: reasons } = Types.checkout.PaymentRefundRequest;

/** What the official SDK sends: its own requests, led from Adyen's host to the loopback. */
async function sentBySdk(call: (sdk: CheckoutAPI) => Promise<unknown>) {
  const vendor = await loopbackReceiver([{ status: 201, body: JSON.stringify(received) }]);
  onTestFinished(vendor.close);
  const toLoopback = (options: https.RequestOptions) => {
    expect(options.hostname).toBe(new URL(settings.baseUrl).hostname);
    return http.request({
      ...options,
      protocol: "http:",
      hostname: "127.0.0.1",
      port: vendor.port,
      agent: undefined,
    });
  };
  const spy = vi.spyOn(https, "request").mockImplementation(toLoopback as typeof https.request);
  onTestFinished(() => spy.mockRestore());
  await call(new CheckoutAPI(new Client({ apiKey: secrets.apiKey, environment: EnvironmentEnum.TEST })));
  const [sent] = vendor.requests;
  if (!sent) throw new Error("the SDK sent nothing");
  return { ...sent, body: JSON.parse(sent.body) as unknown };
}

function ours(request: ReturnType<typeof requestOf>): VendorRequest & { readonly json: unknown } {
  if (request.kind !== "request") throw new Error(`no request, but ${request.kind}`);
  return { ...request, json: JSON.parse(request.body ?? "") as unknown };
}

describe("the request is the one that the official SDK sends", () => {
  const { merchantAccount } = settings;
  const options = { idempotencyKey: "key-1" };

  test.each([
    [
      "a refund",
      () => requestOf(),
      (sdk: CheckoutAPI) =>
        sdk.ModificationsApi.refundCapturedPayment(
          payment,
          {
            merchantAccount,
            reference: "rf-1|ord-1",
            amount: { value: 500, currency: "USD" },
            merchantRefundReason: reasons.CustomerRequest,
          },
          options,
        ),
    ],
    [
      "a capture",
      () => capture.request({ captureId: "cp-1", paymentId: payment, amount }, context),
      (sdk: CheckoutAPI) =>
        sdk.ModificationsApi.captureAuthorisedPayment(
          payment,
          { merchantAccount, reference: "cp-1", amount: { value: 500, currency: "USD" } },
          options,
        ),
    ],
    [
      "a cancellation",
      () => cancel.request({ cancellationId: "pc-1", paymentId: payment }, context),
      (sdk: CheckoutAPI) =>
        sdk.ModificationsApi.cancelAuthorisedPaymentByPspReference(
          payment,
          { merchantAccount, reference: "pc-1" },
          options,
        ),
    ],
  ])("for %s", async (_title, request, call) => {
    const sent = await sentBySdk(call);
    const { method, path, headers, json, ...rest } = ours(request());
    expect([method, path, json]).toEqual([sent.method, sent.path, sent.body]);
    expect(headers["content-type"]).toBe(sent.headers["content-type"]);
    const authorized = adyen.authorize({ method, path, headers, ...rest }, { settings, secrets });
    for (const [name, value] of Object.entries(authorized)) expect(sent.headers[name]).toBe(value);
    expect(sent.headers["idempotency-key"]).toBe("key-1");
  });

  test("and its reasons are all that Adyen takes", () => {
    const taken = (["customer_request", "return", "duplicate", "fraud", "other"] as const).map(
      (reason) => (ours(requestOf({ reason })).json as { merchantRefundReason: string }).merchantRefundReason,
    );
    expect(taken.toSorted()).toEqual(Object.values(reasons).toSorted());
  });
});

describe("a request", () => {
  test("is of the payment and the merchant account that a ref names", () => {
    const refs = [{ vendor: "adyen", account: "Other", type: "payment", id: "8825408195409505" }];
    const { path, json } = ours(requestOf({ paymentId: "pay-1", refs }));
    expect(path).toBe("/v72/payments/8825408195409505/refunds");
    expect(json).toMatchObject({ merchantAccount: "Other" });
  });

  test("has Adyen's own minor units", () => {
    expect(ours(requestOf({ amount: { amount: 57, currency: "ISK" } })).json).toMatchObject({
      amount: { value: 5700, currency: "ISK" },
    });
  });

  test("is not made for a payment of another vendor", () => {
    const refs = [{ vendor: "stripe", type: "payment_intent", id: "pi_1" }];
    expect(refund.skip?.({ ...command, refs }, { settings })).toContain("another vendor");
    expect(refund.skip?.(command, { settings })).toBe(false);
  });

  test.each([
    ["no amount", { amount: undefined }, "blocked", "amount_needed"],
    ["an id that is not Adyen's", { paymentId: "pi_3SpindleExample7001" }, "blocked", "not_an_adyen_payment"],
    ["a path in the id", { paymentId: "../../companies/x" }, "blocked", "not_an_adyen_payment"],
    ["an id that is too long", { refundId: "r".repeat(81) }, "rejected", "reference_too_long"],
    [
      "a fraction of Adyen's units",
      { amount: { amount: 1050, currency: "IDR" } },
      "rejected",
      "amount_invalid",
    ],
  ])("with %s is none, but %s: %s", (_title, changes, kind, code) => {
    expect(requestOf(changes)).toMatchObject({ kind, code });
  });
});

describe("the answer", () => {
  const outcomeOf = (response: VendorResponse) =>
    refund.interpret(response, command, { ...context, step: 0, carry: null });

  test("received is a refund that was requested, at the time of Adyen's server", () => {
    const outcome = outcomeOf(vendorAnswer(201, received, { date: "Thu, 15 Jan 2026 18:04:05 GMT" }));
    if (outcome.kind !== "applied") throw new Error(outcome.kind);
    const [emitted] = outcome.emit;
    expect(emitted && checkData(emitted.contract, emitted.data)).toMatchObject({ ok: true });
    expect(outcome).toMatchObject({
      reference: "993617894906488A",
      emit: [
        {
          contract: { type: "payment.refund.requested.v1" },
          time: "2026-01-15T18:04:05.000Z",
          data: {
            paymentId: payment,
            orderRef: "ord-1",
            refund: { refundId: "993617894906488A", requestId: "rf-1", amount, status: "requested" },
            finality: "provisional",
          },
        },
      ],
      remember: [{ kind: "refund", id: "rf-1", vendorId: "993617894906488A" }],
    });
  });

  test("without a time of Adyen's has the command's, or that of its acceptance", () => {
    const outcome = outcomeOf(vendorAnswer(201, received));
    expect(outcome).toMatchObject({ emit: [{ time: new Date(0x01_96_a5_b0_00_00).toISOString() }] });
  });

  test.each([
    ["no JSON", undefined],
    ["another status", { ...received, status: "authorised" }],
    ["no pspReference", { status: "received" }],
  ])("2xx with %s leaves it in doubt", (_title, json) => {
    expect(outcomeOf(vendorAnswer(201, json))).toMatchObject({ kind: "inDoubt", code: "unreadable_answer" });
  });
});
