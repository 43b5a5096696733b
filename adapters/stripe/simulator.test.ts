import {
  simulatorControl,
  startSimulators,
  loopbackReceiver,
  type SimulatorClock,
} from "@spindlebus/bus/testing";
import { Stripe } from "stripe";
import { describe, expect, onTestFinished, test } from "vitest";
import stripeSimulator from "./simulator.ts";
import { StripeSettings } from "./src/settings.ts";
import { translate } from "./src/translate.ts";
import { EventBody } from "./src/vendor.ts";

const secrets = { apiKey: "sk_test_sim", webhookSecret: "whsec_sim" };
const settings = StripeSettings.parse({});

/** A clock that a test may set forward. */
function handClock() {
  let nowMs = Date.parse("2026-01-15T19:00:00Z");
  const clock: SimulatorClock = { nowMs: () => nowMs, wait: async () => {} };
  return { clock, forward: (ms: number) => void (nowMs += ms) };
}

/** The simulator, the bus that gets its webhooks, and the official SDK pointed at it. */
async function setup() {
  const bus = await loopbackReceiver();
  onTestFinished(bus.close);
  const { clock, forward } = handClock();
  const running = await startSimulators({
    simulators: [{ connection: "stripe", simulator: stripeSimulator, secrets, settings }],
    port: 0,
    webhookTarget: (connection, webhook) => new URL(`${bus.url}/v1/webhooks/${connection}/${webhook}`),
    clock,
  });
  onTestFinished(running.close);
  const url = running.urls["stripe"] ?? "";
  const sdkWith = (apiKey: string) =>
    new Stripe(apiKey, {
      host: "127.0.0.1",
      port: Number(new URL(url).port),
      protocol: "http",
      maxNetworkRetries: 0,
    });
  const post = (body: string, headers: Record<string, string> = {}) => {
    const form = "application/x-www-form-urlencoded";
    const all = { authorization: `Bearer ${secrets.apiKey}`, "content-type": form, ...headers };
    return fetch(`${url}/v1/refunds`, { method: "POST", headers: all, body });
  };
  const { refunds } = sdkWith(secrets.apiKey);
  return { bus, control: simulatorControl(running.port, "stripe"), refunds, sdkWith, post, url, forward };
}

const five = { payment_intent: "pi_1", amount: 500, metadata: { order_id: "ord-1", refund_id: "rf-1" } };

describe("a refund at the simulated Stripe", () => {
  test("is made, and counted as an effect under its business id", async () => {
    const { refunds, control } = await setup();
    const made = await refunds.create(five, { idempotencyKey: "key-1" });
    expect(made).toMatchObject({
      object: "refund",
      amount: 500,
      charge: "ch_1",
      payment_intent: "pi_1",
      status: "succeeded",
    });
    expect(await control.effects()).toMatchObject([
      { operation: "refund", reference: "rf-1", refund: made.id, amount: 500 },
    ]);
  });

  test("gives back all that is left where no amount is named", async () => {
    const { refunds } = await setup();
    await refunds.create(five);
    expect(await refunds.create({ payment_intent: "pi_1" })).toMatchObject({ amount: 10_000_000 - 500 });
  });

  test("is told to the bus with a signature that the official SDK accepts, and that the adapter translates", async () => {
    const { refunds, bus, sdkWith } = await setup();
    const made = await refunds.create(five, { idempotencyKey: "key-1" });
    await bus.received(1);
    const [sent] = bus.requests;
    expect(sent?.path).toBe("/v1/webhooks/stripe/events");
    const receivedAt = Date.parse("2026-01-15T19:00:00Z");
    const event = sdkWith("sk").webhooks.constructEvent(
      sent?.body ?? "",
      sent?.headers["stripe-signature"] ?? "",
      secrets.webhookSecret,
      300,
      undefined,
      receivedAt,
    );
    expect(event).toMatchObject({ type: "refund.created", request: { idempotency_key: "key-1" } });
    expect(translate(EventBody.parse(event), { settings })).toMatchObject([
      { eventId: `${made.id}:succeeded`, data: { orderRef: "ord-1", refund: { requestId: "rf-1" } } },
    ]);
  });
});

describe("the simulated Stripe honours idempotency keys", () => {
  test("by one refund and one webhook for a repeated key", async () => {
    const { refunds, control } = await setup();
    const first = await refunds.create(five, { idempotencyKey: "key-1" });
    const again = await refunds.create(five, { idempotencyKey: "key-1" });
    expect(again.id).toBe(first.id);
    expect(again.lastResponse.headers["idempotent-replayed"]).toBe("true");
    expect([(await control.effects()).length, (await control.webhooks()).length]).toEqual([1, 1]);
  });

  test("by an error for a key with other parameters", async () => {
    const { refunds } = await setup();
    await refunds.create(five, { idempotencyKey: "key-1" });
    await expect(refunds.create({ ...five, amount: 400 }, { idempotencyKey: "key-1" })).rejects.toMatchObject(
      {
        type: "StripeIdempotencyError",
        statusCode: 400,
      },
    );
  });

  test("by repeating a stored refusal after its cause is gone, and acting under a new key", async () => {
    const { refunds, control } = await setup();
    await control.putFault({ kind: "reject" });
    const declined = { type: "StripeCardError", statusCode: 402, decline_code: "do_not_honor" };
    await expect(refunds.create(five, { idempotencyKey: "key-1" })).rejects.toMatchObject(declined);
    await control.putFault({ kind: "none" });
    await expect(refunds.create(five, { idempotencyKey: "key-1" })).rejects.toMatchObject(declined);
    expect(await refunds.create(five, { idempotencyKey: "key-2" })).toMatchObject({ status: "succeeded" });
    expect(await control.effects()).toHaveLength(1);
  });

  test("for a day", async () => {
    const { refunds, control, forward } = await setup();
    await refunds.create(five, { idempotencyKey: "key-1" });
    forward(24 * 3_600_000 - 1);
    await refunds.create(five, { idempotencyKey: "key-1" });
    expect(await control.effects()).toHaveLength(1);
    forward(1);
    await refunds.create(five, { idempotencyKey: "key-1" });
    expect(await control.effects()).toHaveLength(2);
  });

  test("and stores nothing where the parameters were not valid", async () => {
    const { refunds } = await setup();
    const wrong = { ...five, amount: -1 };
    await expect(refunds.create(wrong, { idempotencyKey: "key-1" })).rejects.toMatchObject({
      statusCode: 400,
    });
    expect(await refunds.create(five, { idempotencyKey: "key-1" })).toMatchObject({ status: "succeeded" });
  });

  test("after an answer that was lost", async () => {
    const { post, control } = await setup();
    await control.putFault({ kind: "commitThenDrop", count: 1 });
    const body = "payment_intent=pi_1&amount=500";
    await expect(post(body, { "idempotency-key": "key-1" })).rejects.toThrow("fetch failed");
    const again = await post(body, { "idempotency-key": "key-1" });
    expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([200, "true"]);
    expect(await control.effects()).toHaveLength(1);
  });

  test("of 255 characters at most", async () => {
    const { refunds } = await setup();
    await expect(refunds.create(five, { idempotencyKey: "k".repeat(256) })).rejects.toMatchObject({
      statusCode: 400,
    });
  });
});

describe("the simulated Stripe refuses", () => {
  test.each([
    [
      "an unknown parameter",
      "payment_intent=pi_1&colour=red",
      400,
      { code: "parameter_unknown", param: "colour" },
    ],
    ["a refund of nothing", "amount=5", 400, { type: "invalid_request_error" }],
    ["two payments", "payment_intent=pi_1&charge=ch_1", 400, { type: "invalid_request_error" }],
    [
      "an unknown payment",
      "payment_intent=order-1",
      404,
      { code: "resource_missing", param: "payment_intent" },
    ],
    ["an amount of zero", "payment_intent=pi_1&amount=0", 400, { code: "parameter_invalid_integer" }],
    [
      "an amount with decimals",
      "payment_intent=pi_1&amount=5.00",
      400,
      { code: "parameter_invalid_integer" },
    ],
    ["an unknown reason", "payment_intent=pi_1&reason=return", 400, { param: "reason" }],
    ["metadata that is no set of pairs", "payment_intent=pi_1&metadata=x", 400, { param: "metadata" }],
    [
      "a metadata value of 501 characters",
      `payment_intent=pi_1&metadata[a]=${"x".repeat(501)}`,
      400,
      { param: "metadata" },
    ],
    ["more than was paid", "payment_intent=pi_1&amount=10000001", 400, { param: "amount" }],
  ])("%s", async (_case, body, status, error) => {
    const { post, control } = await setup();
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error });
    expect(await control.effects()).toEqual([]);
  });

  test("a refund of what was refunded already, by payment intent or by charge", async () => {
    const { refunds } = await setup();
    await refunds.create({ payment_intent: "pi_1" });
    await expect(refunds.create({ charge: "ch_1" })).rejects.toMatchObject({
      code: "charge_already_refunded",
    });
  });

  test("a wrong API key and a missing one", async () => {
    const { sdkWith, url } = await setup();
    await expect(sdkWith("sk_test_other").refunds.create(five)).rejects.toMatchObject({
      type: "StripeAuthenticationError",
    });
    expect((await fetch(`${url}/v1/refunds`, { method: "POST", body: "" })).status).toBe(401);
  });

  test("a body that is no form, and a version that is none", async () => {
    const { post } = await setup();
    expect((await post("{}", { "content-type": "application/json" })).status).toBe(400);
    expect((await post("payment_intent=pi_1", { "stripe-version": "latest" })).status).toBe(400);
  });

  test("what it does not simulate", async () => {
    const { url } = await setup();
    expect((await fetch(`${url}/v1/charges`)).status).toBe(404);
  });
});

test("rate limits and outages look like Stripe's", async () => {
  const { refunds, control } = await setup();
  await control.putFault({ kind: "rateLimit" });
  await expect(refunds.create(five)).rejects.toMatchObject({
    type: "StripeRateLimitError",
    headers: { "retry-after": "1" },
  });
  await control.putFault({ kind: "outage", mode: "503" });
  await expect(refunds.create(five)).rejects.toMatchObject({ type: "StripeAPIError", statusCode: 503 });
});

test("a payment of a guest, made by the official SDK, is told by a webhook that the adapter understands", async () => {
  const { bus, sdkWith, control } = await setup();
  const { paymentIntents } = sdkWith(secrets.apiKey);
  const { id } = await paymentIntents.create({
    amount: 1_198,
    currency: "usd",
    confirm: true,
    payment_method: "pm_card_visa",
    metadata: { order_id: "ord-7001" },
  });
  await bus.received(1);
  const [{ body, headers } = { body: "", headers: {} }] = bus.requests;
  const signature = (headers as Record<string, string>)["stripe-signature"] ?? "";
  const sentMs = Date.parse("2026-01-15T19:00:00Z");
  sdkWith(secrets.apiKey).webhooks.constructEvent(
    body,
    signature,
    secrets.webhookSecret,
    300,
    undefined,
    sentMs,
  );
  const told = translate(EventBody.parse(JSON.parse(body)), { settings });
  expect(told).toMatchObject([
    { contract: { type: "payment.captured.v1" }, data: { paymentId: id, orderRef: "ord-7001" } },
  ]);
  expect(await control.effects()).toMatchObject([{ operation: "pay", reference: "ord-7001" }]);
});
