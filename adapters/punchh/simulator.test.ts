import { simulatorControl, startSimulators } from "@spindlebus/bus/testing";
import { createHmac } from "node:crypto";
import { describe, expect, onTestFinished, test } from "vitest";
import { secrets, settings } from "./examples.ts";
import punchhSimulator from "./simulator.ts";

/** The simulated Punchh, and a client with an admin key and one that signs. */
async function setup() {
  const running = await startSimulators({
    simulators: [{ connection: "punchh", simulator: punchhSimulator, secrets, settings: settings() }],
    port: 0,
  });
  onTestFinished(running.close);
  const call = async (path: string, body: unknown, headers: Record<string, string>) => {
    const response = await fetch(`${running.urls["punchh"]}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { "content-type": "application/json", "user-agent": "test", ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, json: await response.json() };
  };
  const admin = (path: string, body?: unknown, headers = {}) =>
    call(path, body, { authorization: `Bearer ${secrets.adminKey}`, ...headers });
  const signed = (path: string, body: unknown, secret = secrets.clientSecret) =>
    call(path, body, {
      "x-pch-digest": createHmac("sha1", secret)
        .update(path + JSON.stringify(body))
        .digest("hex"),
    });
  return { admin, signed, control: simulatorControl(running.port, "punchh") };
}

const checkin = (changes: object = {}) => ({
  user_id: "111111111",
  external_uid: "ord-1",
  transaction_no: 7001,
  store_number: "0042",
  receipt_amount: 12.98,
  subtotal_amount: 12.98,
  payable: "14.02",
  receipt_datetime: "2026-01-15T18:04:05Z",
  ...changes,
});

const checkins = "/api2/dashboard/checkins";

describe("the simulated check-in", () => {
  test("earns a point a dollar, once under one external_uid", async () => {
    const { admin, control } = await setup();
    const first = await admin(checkins, checkin());
    expect(first).toMatchObject({ status: 200, json: { checkin: { points_earned: 12, pending_points: 0 } } });
    expect((await admin(checkins, checkin())).json).toMatchObject({ points: 12 });
    expect(await control.effects()).toMatchObject([
      { operation: "accruePoints", reference: "ord-1", points: 12 },
    ]);
  });

  test("that is pending can be voided once, and a committed one cannot", async () => {
    const { admin, control } = await setup();
    await admin(checkins, checkin({ state: "pending" }));
    expect((await admin(checkins, checkin({ state: "void" }))).status).toBe(200);
    expect((await admin(checkins, checkin({ state: "void" }))).status).toBe(200);
    await admin(checkins, checkin({ external_uid: "ord-2" }));
    expect((await admin(checkins, checkin({ external_uid: "ord-2", state: "void" }))).status).toBe(422);
    expect((await control.effects()).map(({ operation }) => operation)).toEqual([
      "accruePoints",
      "voidCheckin",
      "accruePoints",
    ]);
  });

  test.each([
    ["no external_uid", { external_uid: undefined }, 400],
    ["two different amounts", { subtotal_amount: 1 }, 400],
    ["a receipt number that is no integer", { transaction_no: "ord-1" }, 400],
    ["an unknown field", { colour: "red" }, 400],
    ["an unknown user", { user_id: "9991" }, 404],
    ["nobody", { user_id: undefined }, 404],
  ])("is refused with %s", async (_what, changes, status) => {
    const { admin, control } = await setup();
    expect((await admin(checkins, checkin(changes))).status).toBe(status);
    expect(await control.effects()).toEqual([]);
  });

  test("is refused without the admin key", async () => {
    const { admin } = await setup();
    expect((await admin(checkins, checkin(), { authorization: "Bearer other" })).status).toBe(401);
  });
});

test("a reward is used once", async () => {
  const { admin } = await setup();
  const redeem = { user_id: 111_111_111, redemption: { reward_id: 7, force_message: "rd-1" } };
  expect((await admin("/api2/dashboard/redemptions/force_redeem", redeem)).status).toBe(201);
  expect((await admin("/api2/dashboard/redemptions/force_redeem", redeem)).status).toBe(422);
});

describe("the simulated sign-up", () => {
  const user = { email: "ada@example.com", password: "12345678", password_confirmation: "12345678" };
  const path = "/api/auth/customers.json";

  test("makes a user that can be looked up, and one e-mail only one", async () => {
    const { admin, signed } = await setup();
    expect((await signed(path, { client: "acme-client", user })).status).toBe(201);
    expect(await signed(path, { client: "acme-client", user })).toMatchObject({
      status: 422,
      json: { errors: { email: ["has already been taken"] } },
    });
    expect(await admin("/api2/dashboard/users/info?email=ada%40example.com")).toMatchObject({
      status: 200,
      json: { email: "ada@example.com" },
    });
    expect((await admin("/api2/dashboard/users/info?email=grace%40example.com")).status).toBe(404);
  });

  test("wants the digest of path and body, and the client's key", async () => {
    const { signed } = await setup();
    expect((await signed(path, { client: "acme-client", user }, "other")).status).toBe(412);
    expect((await signed(path, { client: "other", user })).status).toBe(401);
  });
});
