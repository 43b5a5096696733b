import { simulatorControl, startSimulators, type SimulatorClock } from "@spindlebus/bus/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { settings } from "./examples.ts";
import brazeSimulator from "./simulator.ts";

const secrets = { apiKey: "braze-key-1" };

/** The simulated Braze, its clock, and a way to post to it. */
async function setup() {
  const startMs = Date.parse("2026-01-15T19:00:00Z");
  const clock: SimulatorClock = { nowMs: () => startMs, wait: async () => {} };
  const simulated = { connection: "braze", simulator: brazeSimulator, secrets, settings };
  const running = await startSimulators({ simulators: [simulated], port: 0, clock });
  onTestFinished(running.close);
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${running.urls["braze"]}${path}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${secrets.apiKey}`,
        "content-type": "application/json",
        ...headers,
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, json: await response.json() };
  };
  const track = (body: unknown, headers?: Record<string, string>) => post("/users/track", body, headers);
  const send = (body: unknown) => post("/campaigns/trigger/send", body);
  return { track, send, control: simulatorControl(running.port, "braze") };
}

const event = (changes: object = {}) => ({
  external_id: "mbr-1",
  name: "order_completed",
  time: "2026-01-15T18:04:05.000Z",
  properties: { order_id: "ord-1" },
  ...changes,
});
const events = (count: number) => Array.from({ length: count }, () => event());

describe("the simulated /users/track", () => {
  test("takes events as they come, and counts a repeated one twice", async () => {
    const { track, control } = await setup();
    expect(await track({ events: [event()] })).toMatchObject({
      status: 201,
      json: { message: "success", events_processed: 1 },
    });
    await track({ events: [event()] });
    expect(await control.effects()).toMatchObject([
      { operation: "trackOrders", reference: "ord-1", guest: "mbr-1", request: 1 },
      { operation: "trackOrders", reference: "ord-1", guest: "mbr-1", request: 2 },
    ]);
  });

  test("takes attributes as the effect of another operation", async () => {
    const { track, control } = await setup();
    expect(
      await track({ attributes: [{ external_id: "mbr-1", email: null, first_name: "Ada" }] }),
    ).toMatchObject({ status: 201, json: { attributes_processed: 1 } });
    expect(await control.effects()).toMatchObject([
      { operation: "updateProfile", reference: "mbr-1", attributes: { email: null, first_name: "Ada" } },
    ]);
  });

  test.each([
    ["no user", { external_id: undefined }],
    ["a dummy user", { external_id: "blocked-1" }],
    ["no name", { name: "" }],
    ["no time", { time: "yesterday" }],
    ["a property that begins with $", { properties: { $order: 1 } }],
    ["a property of 256 characters", { properties: { order_id: "x".repeat(256) } }],
    ["too many properties", { properties: { ids: Array.from({ length: 300 }, () => "x".repeat(200)) } }],
    ["a field that Braze does not know", { colour: "red" }],
  ])("refuses an event with %s by its place, and takes the others", async (_what, changes) => {
    const { track, control } = await setup();
    const answer = await track({ events: [event(), event(changes), event()] });
    expect(answer).toMatchObject({
      status: 201,
      json: { message: "success", events_processed: 2, errors: [{ input_array: "events", index: 1 }] },
    });
    expect(await control.effects()).toHaveLength(2);
  });

  test.each([
    ["more objects than the smallest contract allows", { events: events(51) }],
    ["nothing that is valid", { events: [event({ name: "" })] }],
    ["no objects at all", {}],
    ["no object", []],
  ])("refuses a request of %s whole", async (_what, body) => {
    const { track, control } = await setup();
    expect((await track(body)).status).toBe(400);
    expect(await control.effects()).toEqual([]);
  });

  test("refuses a wrong key, and what is not JSON", async () => {
    const { track } = await setup();
    expect((await track({ events: [event()] }, { authorization: "Bearer other" })).status).toBe(401);
    expect((await track({ events: [event()] }, { "content-type": "text/plain" })).status).toBe(400);
  });

  test("tells of its limit in every answer, and refuses what is over it", async () => {
    const { track, control } = await setup();
    const { headers } = await track({ events: [event()] });
    expect(headers.get("x-ratelimit-limit")).toBe("3000");
    expect(headers.get("x-ratelimit-remaining")).toBe("2999");
    expect(headers.get("x-ratelimit-reset")).toBe(String(Date.parse("2026-01-15T19:00:03Z") / 1_000));
    await control.putFault({ kind: "rateLimit" });
    const limited = await track({ events: [event()] });
    expect(limited).toMatchObject({ status: 429, json: { message: "Over rate limit" } });
    expect(limited.headers.get("retry-after")).toBeNull();
  });
});

describe("the simulated /campaigns/trigger/send", () => {
  const recipient = { external_user_id: "mbr-1", trigger_properties: { refund_id: "re-1" } };
  const request = { campaign_id: "campaign-1", recipients: [recipient] };

  test("sends a message for every request, also for a repeated one", async () => {
    const { track, send, control } = await setup();
    await track({ events: [event()] });
    const first = await send(request);
    expect(first).toMatchObject({ status: 201, json: { message: "success" } });
    expect((await send(request)).json).not.toEqual(first.json);
    const sent = (await control.effects()).filter(({ operation }) => operation === "announceRefund");
    expect(sent).toMatchObject([{ reference: "re-1" }, { reference: "re-1" }]);
  });

  test("sends nothing to a user it does not know, and says nothing of it", async () => {
    const { send, control } = await setup();
    expect((await send(request)).status).toBe(201);
    expect(await control.effects()).toEqual([]);
  });

  test.each([
    ["an unknown campaign", { ...request, campaign_id: "other" }, "Invalid Campaign ID"],
    ["no recipients", { campaign_id: "campaign-1" }, "No Recipients"],
    [
      "51 recipients",
      { ...request, recipients: Array.from({ length: 51 }, () => recipient) },
      "The max number of external_ids and aliases per request was exceeded",
    ],
    ["a recipient without an id", { ...request, recipients: [{}] }, "Bad syntax"],
  ])("refuses %s", async (_what, body, text) => {
    const { send } = await setup();
    expect(await send(body)).toMatchObject({ status: 400, json: { message: text } });
  });
});

test("faults strike the operation they name, though two share an endpoint", async () => {
  const { track, control } = await setup();
  await control.putFault({ kind: "reject", operation: "updateProfile" });
  expect((await track({ attributes: [{ external_id: "mbr-1", first_name: "Ada" }] })).status).toBe(400);
  expect((await track({ events: [event()] })).status).toBe(201);
});
