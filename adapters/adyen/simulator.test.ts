import { loopbackReceiver, simulatorControl, startSimulators } from "@spindlebus/bus/testing";
import { expect, onTestFinished, test } from "vitest";
import simulator from "./simulator.ts";
import { AdyenSettings } from "./src/settings.ts";

const secrets = { apiKey: "AQE-sim-key", hmacKey: "00".repeat(32) };
const merchantAccount = "BusTestMerchant";
const amount = { value: 500, currency: "USD" };
const valid = { merchantAccount, reference: "rf-1", amount };

async function setup() {
  const bus = await loopbackReceiver();
  onTestFinished(bus.close);
  const settings = AdyenSettings.parse({ merchantAccount });
  const running = await startSimulators({
    simulators: [{ connection: "adyen", simulator, secrets, settings }],
    port: 0,
    webhookTarget: () => new URL(bus.url),
  });
  onTestFinished(running.close);
  const url = running.urls["adyen"] ?? "";
  const ask = async (body: unknown, headers: object = {}, path = "9913140798220028/refunds") => {
    const response = await fetch(`${url}/v72/payments/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-api-key": secrets.apiKey, ...headers },
      body: JSON.stringify(body),
    });
    const json = (await response.json()) as { pspReference?: string; errorCode?: string };
    return { ...json, status: response.status };
  };
  return { ask, bus, url, control: simulatorControl(running.port, "adyen") };
}

test.each([
  ["another key", valid, { "x-api-key": "other" }, 401, "000"],
  ["another merchant account", { ...valid, merchantAccount: "Other" }, {}, 403, "901"],
  ["a field that Adyen does not know", { ...valid, note: "x" }, {}, 400, "702"],
  ["no amount", { ...valid, amount: undefined }, {}, 422, "100"],
  ["a fraction", { ...valid, amount: { ...amount, value: 1.5 } }, {}, 422, "137"],
  ["a currency in lower case", { ...valid, amount: { ...amount, currency: "usd" } }, {}, 422, "138"],
  ["a reference of 81 characters", { ...valid, reference: "r".repeat(81) }, {}, 422, "702"],
  ["a reason of its own", { ...valid, merchantRefundReason: "COLD" }, {}, 422, "702"],
  ["a key of 65 characters", valid, { "idempotency-key": "k".repeat(65) }, 422, "702"],
])("a refund with %s is refused at once", async (_title, body, headers, status, errorCode) => {
  const { ask, control } = await setup();
  expect(await ask(body, headers)).toMatchObject({ status, errorCode });
  expect(await control.effects()).toEqual([]);
});

test("a repeat under one key gets the first answer, and has no effect of its own", async () => {
  const { ask, control } = await setup();
  const first = await ask(valid, { "idempotency-key": "key-1" });
  expect(await ask(valid, { "idempotency-key": "key-1" })).toEqual(first);
  expect(await control.effects()).toHaveLength(1);
  expect((await ask(valid, { "idempotency-key": "key-2" })).pspReference).not.toBe(first.pspReference);
});

test("more money than is left is received, and refused by notification", async () => {
  const { ask, bus, control } = await setup();
  expect(await ask({ ...valid, amount: { ...amount, value: 10_000_001 } })).toMatchObject({ status: 201 });
  await bus.received(1);
  expect(bus.requests[0]?.body).toContain('"eventCode":"REFUND"');
  expect(bus.requests[0]?.body).toContain('"success":"false"');
  expect(await control.effects()).toEqual([]);
});

test("items that it is told to send come signed in one body", async () => {
  const { bus, url } = await setup();
  const item = {
    pspReference: "9913140798220028",
    merchantReference: "ord-1",
    amount,
    eventCode: "AUTHORISATION",
  };
  const items = [item, { ...item, eventCode: "CHARGEBACK" }];
  const answer = await fetch(`${url}/script/notifications`, { method: "POST", body: JSON.stringify(items) });
  expect(answer.status).toBe(202);
  await bus.received(1);
  expect(bus.requests[0]?.body.match(/hmacSignature/g)).toHaveLength(2);
});
