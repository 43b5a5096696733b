import {
  type Fault,
  httpVendor,
  loopbackReceiver,
  openHarness,
  simulatorControl,
  startSimulators,
} from "@spindlebus/bus/testing";
import {
  canonicalContracts,
  checkData,
  paymentCancel,
  paymentCapture,
  paymentRefund,
  readJson,
  type DataOf,
} from "@spindlebus/contracts";
import { expect, onTestFinished, test } from "vitest";
import adyenSimulator from "./simulator.ts";
import adyen from "./src/index.ts";
import { AdyenSettings } from "./src/settings.ts";
import { translate } from "./src/translate.ts";
import { NotificationBody } from "./src/vendor.ts";
import { verifyNotification } from "./src/verify.ts";

const secrets = {
  apiKey: "AQE-test-key",
  hmacKey: "00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF",
  webhookUser: "spindle",
  webhookPassword: "s3cret:with colon",
};
const settings = AdyenSettings.parse({ merchantAccount: "BusTestMerchant" });

const command: DataOf<typeof paymentRefund> = {
  refundId: "rf-1",
  paymentId: "9913140798220028",
  amount: { amount: 500, currency: "USD" },
  reason: "customer_request",
  orderRef: "ord-1",
};

/** The adapter in the real delivery code, the simulated Adyen at the other end of the wire, and where its webhooks go. */
async function setup({ apiKey = secrets.apiKey } = {}) {
  const bus = await loopbackReceiver();
  onTestFinished(bus.close);
  const running = await startSimulators({
    simulators: [{ connection: "adyen", simulator: adyenSimulator, secrets, settings }],
    port: 0,
    webhookTarget: () => new URL(bus.url),
  });
  onTestFinished(running.close);
  const baseUrl = running.urls["adyen"] ?? "";
  const harness = openHarness({
    adapter: adyen,
    settings: { ...settings, baseUrl },
    secrets: { ...secrets, apiKey },
    vendor: httpVendor(),
    contracts: canonicalContracts,
  });
  const script = async (words: object) => {
    const answer = await fetch(`${baseUrl}/script`, { method: "PUT", body: JSON.stringify(words) });
    expect(answer.status).toBe(200);
  };
  /** The messages that the first so many webhooks become, once they have come. */
  const told = async (count: number) => {
    await bus.received(count);
    return bus.requests.flatMap(({ headers, body, method, path }) => {
      const rawBody = Buffer.from(body);
      const verdict = verifyNotification({ method, path, headers, rawBody }, { settings, secrets, nowMs: 0 });
      expect(verdict).toEqual({ ok: true });
      const json = readJson(rawBody, { bigIntegers: "string" });
      return translate(NotificationBody.parse(json.ok ? json.value : undefined), { settings });
    });
  };
  return { harness, baseUrl, control: simulatorControl(running.port, "adyen"), script, told };
}

const typesOf = (translations: readonly { readonly contract: { readonly type: string } }[]) =>
  translations.map(({ contract }) => contract.type);

test("a refund command becomes one refund, an event that it was requested, and a notification that it succeeded", async () => {
  const { harness, control, told } = await setup();
  const delivery = await harness.deliver("refund", paymentRefund, command);
  const effects = await control.effects();
  expect(effects).toMatchObject([{ operation: "refund", reference: "rf-1", value: 500 }]);
  expect(delivery).toMatchObject({ state: "applied", vendorReference: effects[0]?.["pspReference"] });
  expect(typesOf(harness.emitted)).toEqual(["payment.refund.requested.v1"]);
  expect(await told(1)).toMatchObject([
    {
      contract: { type: "payment.refunded.v1" },
      testmode: true,
      data: {
        paymentId: command.paymentId,
        orderRef: "ord-1",
        refund: { refundId: delivery.vendorReference, requestId: "rf-1", amount: command.amount },
        finality: "provisional",
      },
    },
  ]);
});

test("a refund that first succeeds and fails later is told twice, under one refund id", async () => {
  const { harness, script, told } = await setup();
  await script({ refunds: "failedLater", afterMs: 0, laterMs: 20 });
  const { vendorReference } = await harness.deliver("refund", paymentRefund, command);
  const translations = await told(2);
  expect(typesOf(translations)).toEqual(["payment.refunded.v1", "payment.refund_failed.v1"]);
  for (const { data } of translations)
    expect(data).toMatchObject({
      orderRef: "ord-1",
      refund: { refundId: vendorReference, requestId: "rf-1" },
    });
  expect(new Set(translations.map(({ eventId }) => eventId)).size).toBe(2);
});

test("a capture and a cancellation are received once each and told later", async () => {
  const { harness, control, told } = await setup();
  const { paymentId, amount } = command;
  await harness.deliver("capture", paymentCapture, { captureId: "cp-1", paymentId, amount });
  await harness.deliver("cancel", paymentCancel, { cancellationId: "pc-1", paymentId: "9913140798220029" });
  await harness.deliver("cancel", paymentCancel, { cancellationId: "pc-2", paymentId });
  expect(harness.emitted).toEqual([]);
  expect(await control.effects()).toMatchObject([
    { operation: "capture", reference: "cp-1" },
    { operation: "cancel", reference: "pc-1" },
  ]);
  expect(await told(3)).toMatchObject([
    { contract: { type: "payment.captured.v1" }, data: { capture: { requestId: "cp-1", amount } } },
    { contract: { type: "payment.cancelled.v1" }, data: { cancellation: { requestId: "pc-1" } } },
    { contract: { type: "payment.cancel_failed.v1" }, data: { reason: "already_captured" } },
  ]);
});

const passing: readonly Fault[] = [
  { kind: "commitThenDrop" },
  { kind: "malformed" },
  { kind: "rateLimit" },
  { kind: "outage" },
  { kind: "outage", mode: "503" },
];

test.each(passing)("after the fault $kind ($mode) it is applied exactly once", async (fault) => {
  const { harness, control } = await setup();
  await control.putFault(fault);
  expect(await harness.deliver("refund", paymentRefund, command)).toMatchObject({ state: "waiting" });
  await control.putFault({ kind: "none" });
  expect(await harness.next("refund")).toMatchObject({ state: "applied" });
  expect(await control.effects()).toHaveLength(1);
});

test("a refused refund is dead with Adyen's code, and the next try has a new key", async () => {
  const { harness, control } = await setup();
  await control.putFault({ kind: "reject" });
  const delivery = await harness.deliver("refund", paymentRefund, command);
  expect(delivery).toMatchObject({ state: "dead", era: 1, error: { code: "167" } });
  expect(await control.effects()).toEqual([]);
});

test.each([
  [
    "refund",
    paymentRefund,
    command,
    "payment.refund_failed.v1",
    { refund: { refundId: "rf-1", requestId: "rf-1" } },
  ],
  [
    "capture",
    paymentCapture,
    { captureId: "cp-1", paymentId: command.paymentId, amount: command.amount },
    "payment.capture_failed.v1",
    { capture: { requestId: "cp-1", amount: command.amount } },
  ],
  [
    "cancel",
    paymentCancel,
    { cancellationId: "pc-1", paymentId: command.paymentId },
    "payment.cancel_failed.v1",
    { cancellation: { requestId: "pc-1" } },
  ],
])("a %s that Adyen does not receive is told as failed", async (operation, contract, data, type, said) => {
  const { harness, control } = await setup();
  await control.putFault({ kind: "reject" });
  await harness.deliver<unknown>(operation, contract, data);
  const [told, ...more] = harness.emitted;
  expect(more).toEqual([]);
  expect(told?.contract.type).toBe(type);
  expect(told && checkData(told.contract, told.data)).toMatchObject({
    ok: true,
    data: { ...said, paymentId: command.paymentId, error: { vendorCode: "167" }, finality: "final" },
  });
});

test("a refund of a payment that Stripe took is not Adyen's: nothing is asked and nobody is troubled", async () => {
  const { harness, control } = await setup();
  expect(await harness.deliver("refund", paymentRefund, { ...command, paymentId: "pi_1" })).toMatchObject({
    state: "unchanged",
    reason: "the payment is of another vendor: stripe",
  });
  expect(await control.requests()).toEqual([]);
});

test("a wrong API key blocks the refund and does not kill it", async () => {
  const { harness, control } = await setup({ apiKey: "AQE-other" });
  expect(await harness.deliver("refund", paymentRefund, command)).toMatchObject({
    state: "blocked",
    error: { code: "credentials_refused" },
  });
  expect(await control.effects()).toEqual([]);
});
