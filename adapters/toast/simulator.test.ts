import {
  loopbackReceiver,
  simulatorControl,
  startSimulators,
  type SimulatorClock,
} from "@spindlebus/bus/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { restaurant, secrets, settings } from "./examples.ts";
import toastSimulator from "./simulator.ts";
import { EventBody } from "./src/events.ts";
import { translate } from "./src/translate.ts";
import { verifyToastSignature } from "./src/verify.ts";

/** The simulated Toast at a time of the test's own, somebody who gets its webhooks, and a client that is logged in. */
async function setup() {
  const time = { nowMs: Date.parse("2026-01-15T18:00:00.000Z") };
  const clock: SimulatorClock = { nowMs: () => time.nowMs, wait: async () => {} };
  const receiver = await loopbackReceiver();
  onTestFinished(receiver.close);
  const running = await startSimulators({
    simulators: [{ connection: "toast", simulator: toastSimulator, secrets, settings: settings() }],
    port: 0,
    clock,
    webhookTarget: (connection, webhook) => new URL(`/v1/webhooks/${connection}/${webhook}`, receiver.url),
  });
  onTestFinished(running.close);
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${running.urls["toast"]}${path}`, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, json: await response.json() };
  };
  const login = (changes: object = {}) =>
    call("POST", "/authentication/v1/authentication/login", {
      clientId: secrets.clientId,
      clientSecret: secrets.clientSecret,
      userAccessType: "TOAST_MACHINE_CLIENT",
      ...changes,
    });
  const { json } = await login();
  const token = (json as { token: { accessToken: string } }).token.accessToken;
  const asClient = { authorization: `Bearer ${token}`, "toast-restaurant-external-id": restaurant };
  const api = (method: string, path: string, body?: unknown, headers: Record<string, string> = asClient) =>
    call(method, path, body, headers);
  return { api, login, call, asClient, time, receiver, control: simulatorControl(running.port, "toast") };
}

const order = (changes: object = {}) => ({
  externalId: "BUS:ord-1",
  diningOption: { guid: "18855a26-0000-4000-8000-000000000003" },
  checks: [
    {
      selections: [
        {
          item: { guid: "i1" },
          itemGroup: { guid: "g1" },
          quantity: 2,
          modifiers: [{ item: { guid: "i2" }, optionGroup: { guid: "og1" }, quantity: 2 }],
        },
      ],
    },
  ],
  ...changes,
});

describe("the simulated Toast", () => {
  test("gives a token for a day to the client it knows, and to no other", async () => {
    const { login } = await setup();
    expect(await login()).toMatchObject({ status: 200, json: { token: { expiresIn: 86_400 } } });
    expect((await login({ clientSecret: "other" })).status).toBe(401);
    expect((await login({ userAccessType: "SOMEBODY" })).status).toBe(400);
  });

  test("takes no token a day later", async () => {
    const { api, time } = await setup();
    time.nowMs += 86_400_000;
    expect((await api("GET", "/orders/v2/orders/BUS%3Aord-1")).status).toBe(401);
  });

  test("wants to know the restaurant, and whether the client may act for it", async () => {
    const { api, asClient } = await setup();
    const { "toast-restaurant-external-id": _restaurant, ...anywhere } = asClient;
    expect((await api("GET", "/orders/v2/orders/x", undefined, anywhere)).status).toBe(400);
    const elsewhere = { ...asClient, "toast-restaurant-external-id": "another" };
    expect((await api("GET", "/orders/v2/orders/x", undefined, elsewhere)).status).toBe(403);
  });

  test("prices an order, and makes it once under one external id", async () => {
    const { api, control } = await setup();
    const priced = { checks: [{ amount: 12.98, taxAmount: 1.04, totalAmount: 14.02 }] };
    expect(await api("POST", "/orders/v2/prices", order())).toMatchObject({ status: 200, json: priced });
    expect(await api("POST", "/orders/v2/orders", order())).toMatchObject({ status: 200, json: priced });
    expect((await api("POST", "/orders/v2/orders", order())).status).toBe(400);
    expect(await control.effects()).toMatchObject([{ operation: "submitOrder", reference: "ord-1" }]);
  });

  test.each([
    ["no checks", { checks: [] }],
    ["a field that only Toast writes", { approvalStatus: "APPROVED" }],
    ["an external id without an authority", { externalId: "ord-1" }],
    ["a time in another form", { promisedDate: "2026-01-15T18:00:00Z" }],
  ])("refuses an order with %s", async (_what, changes) => {
    const { api, control } = await setup();
    expect((await api("POST", "/orders/v2/orders", order(changes))).status).toBe(400);
    expect(await control.effects()).toEqual([]);
  });

  test("voids an order once, and none that is paid by card", async () => {
    const { api } = await setup();
    const payment = { type: "CREDIT", amount: 1, tipAmount: 0 };
    const all = { selections: { voidAll: true }, payments: { voidAll: true } };
    const paid = order({ externalId: "BUS:2", checks: [{ ...order().checks[0], payments: [payment] }] });
    const [first, second] = [
      await api("POST", "/orders/v2/orders", order()),
      await api("POST", "/orders/v2/orders", paid),
    ];
    const voided = (made: { json: unknown }) =>
      api("POST", `/orders/v2/orders/${(made.json as { guid: string }).guid}/void`, all);
    expect(await voided(first)).toMatchObject({ status: 200, json: { voided: true } });
    expect((await voided(first)).status).toBe(400);
    expect((await voided(second)).status).toBe(400);
  });

  test("answers 429 with its own headers to the 21st request of a second for one restaurant", async () => {
    const { api } = await setup();
    for (const _ of Array.from({ length: 20 })) await api("GET", "/orders/v2/orders/none");
    const { status, headers } = await api("GET", "/orders/v2/orders/none");
    expect([status, headers.get("retry-after"), headers.get("x-toast-ratelimit-remaining")]).toEqual([
      429,
      "1",
      "0",
    ]);
  });

  test("tells of an order by webhooks that the adapter proves and understands: new, then approved", async () => {
    const { api, receiver, time } = await setup();
    await api("POST", "/orders/v2/orders", order());
    await expect.poll(() => receiver.requests.length).toBe(2);
    const types = receiver.requests.map(({ method, headers, body }) => {
      const rawBody = Buffer.from(body);
      const request = { method, path: "/v1/webhooks/toast/events", headers, rawBody };
      expect(verifyToastSignature(request, { settings: settings(), secrets, nowMs: time.nowMs }).ok).toBe(
        true,
      );
      const event = EventBody.parse(JSON.parse(body));
      return translate(event, { settings: settings() }).map(({ contract }) => contract.type);
    });
    expect(types).toEqual([["order.updated.v1"], ["order.updated.v1", "order.accepted.v1"]]);
  });
});
