import {
  loopbackReceiver,
  simulatorControl,
  startSimulators,
  type SimulatorClock,
} from "@spindlebus/bus/testing";
import { checkData } from "@spindlebus/contracts";
import { ManagementClient } from "auth0";
import { describe, expect, onTestFinished, test } from "vitest";
import auth0Simulator from "./simulator.ts";
import { Auth0Settings } from "./src/settings.ts";
import { LogBody } from "./src/logs.ts";
import { translate } from "./src/translate.ts";
import { translateLogs } from "./src/translate-logs.ts";
import { EventBody } from "./src/vendor.ts";
import { verifyLogSecret, verifySecret } from "./src/verify.ts";

const secrets = {
  clientId: "m2m",
  clientSecret: "shh",
  webhookSecret: "hook-new,hook-old",
  logSecret: "log-new,log-old",
};
const settings = Auth0Settings.parse({ baseUrl: "https://unused.example" });
const domain = "sim.us.auth0.com";

/** A clock that a test may set forward. */
function handClock() {
  let nowMs = Date.parse("2026-01-15T19:00:00Z");
  const clock: SimulatorClock = { nowMs: () => nowMs, wait: async () => {} };
  return { clock, forward: (ms: number) => void (nowMs += ms) };
}

/** The simulator, the bus that its event stream goes to, and the official SDK pointed at it. */
async function setup() {
  const bus = await loopbackReceiver();
  onTestFinished(bus.close);
  const { clock, forward } = handClock();
  const running = await startSimulators({
    simulators: [{ connection: "auth0", simulator: auth0Simulator, secrets, settings }],
    port: 0,
    webhookTarget: (connection, webhook) => new URL(`${bus.url}/v1/webhooks/${connection}/${webhook}`),
    clock,
  });
  onTestFinished(running.close);
  const url = running.urls["auth0"] ?? "";
  const toSimulator: typeof fetch = (input, init) => {
    const asked = input instanceof Request ? input.url : input.toString();
    return fetch(asked.replace(`https://${domain}`, url), init);
  };
  const { clientId, clientSecret } = secrets;
  const sdk = new ManagementClient({
    domain,
    clientId,
    clientSecret,
    telemetry: false,
    maxRetries: 0,
    fetch: toSimulator,
  });
  return { bus, control: simulatorControl(running.port, "auth0"), users: sdk.users, url, forward };
}

type Bus = Awaited<ReturnType<typeof setup>>["bus"];

/** What the bus makes of the events that came, read and translated by the adapter. */
function messagesOf({ requests }: Bus) {
  return requests.filter(isEvent).flatMap(({ headers, body, path, method }) => {
    const request = { method, path, headers, rawBody: Buffer.from(body) };
    expect(verifySecret(request, { settings, secrets, nowMs: 0 })).toEqual({ ok: true });
    const told = translate(EventBody.parse(JSON.parse(body)), { settings });
    for (const { contract, data } of told) expect(checkData(contract, data)).toMatchObject({ ok: true });
    return told.map(({ contract, eventId, data }) => ({ type: contract.type, eventId, data }));
  });
}

type Received = Bus["requests"][number];
const isEvent = ({ path }: Received): boolean => path.endsWith("/events");

/** What the bus makes of the log that came, where no event stream tells of users. */
function logged({ requests }: Bus) {
  return requests
    .filter((request) => !isEvent(request))
    .flatMap(({ headers, body, path, method }) => {
      const request = { method, path, headers, rawBody: Buffer.from(body) };
      expect(verifyLogSecret(request, { settings, secrets, nowMs: 0 })).toEqual({ ok: true });
      return translateLogs(LogBody.parse(JSON.parse(body)), { settings: { eventStream: false } });
    })
    .map(({ contract }) => contract.type);
}

const ada = {
  connection: "Username-Password-Authentication",
  user_id: "mbr-1815",
  email: "Ada@Example.com",
  password: "Analytical-1843",
  app_metadata: { memberId: "mbr-1815" },
};

test("a user's life is told by the event stream, in the adapter's words", async () => {
  const { bus, users, control } = await setup();
  const { user_id: id = "" } = await users.create(ada);
  await users.update(id, { email_verified: true });
  await users.update(id, { blocked: true });
  await users.update(id, { blocked: false });
  await users.delete(id);
  await bus.received(6);
  expect(messagesOf(bus).map(({ type }) => type)).toEqual([
    "identity.user.created.v1",
    "identity.user.updated.v1",
    "identity.user.email_verified.v1",
    "identity.user.deactivated.v1",
    "identity.user.reactivated.v1",
    "identity.user.deleted.v1",
  ]);
  expect(new Set(messagesOf(bus).map(({ eventId }) => eventId)).size).toBe(6);
  expect((await control.effects()).map(({ operation, reference }) => [operation, reference])).toEqual([
    ["createUser", "mbr-1815"],
    ["updateUser", "mbr-1815"],
    ["deactivateUser", "mbr-1815"],
    ["updateUser", "mbr-1815"],
    ["deleteUser", "mbr-1815"],
  ]);
});

test("two states of a user never have one time", async () => {
  const { bus, users } = await setup();
  const { user_id: id = "" } = await users.create(ada);
  await users.update(id, { nickname: "Countess" });
  await bus.received(2);
  const times = messagesOf(bus).map(({ data }) => (data as { readonly occurredAt: string }).occurredAt);
  expect(new Set(times).size).toBe(2);
});

test("a guest's sign-up, wrong password, sign-in and end are told by the log stream", async () => {
  const { bus, users, url } = await setup();
  const client_id = "app";
  const post = (path: string, body: object) =>
    fetch(`${url}${path}`, { method: "POST", body: JSON.stringify({ client_id, ...body }) });
  const { user_id: _none, app_metadata: _nothing, ...guest } = ada;
  const { _id: id } = (await (await post("/dbconnections/signup", guest)).json()) as { readonly _id: string };
  const signIn = (password: string) => post("/usernamepassword/login", { username: ada.email, password });
  expect((await signIn("guess")).status).toBe(403);
  expect((await signIn(ada.password)).status).toBe(200);
  await users.delete(`auth0|${id}`);
  await bus.received(6);
  expect(logged(bus)).toEqual([
    "identity.user.created.v1",
    "identity.user.signed_in.v1",
    "identity.user.deleted.v1",
  ]);
});

describe("the simulated Auth0 refuses", () => {
  test("a second user with the id or the address", async () => {
    const { users } = await setup();
    await users.create(ada);
    for (const other of [
      { ...ada, email: "b@example.com" },
      { ...ada, user_id: "mbr-2" },
    ])
      await expect(users.create(other)).rejects.toMatchObject({
        statusCode: 409,
        body: { errorCode: "auth0_idp_error" },
      });
  });

  test.each([
    ["a weak password", { ...ada, password: "ada" }, 400],
    ["no address", { ...ada, email: undefined }, 400],
    ["a connection that is not there", { ...ada, connection: "nowhere" }, 400],
    ["a property that it does not know", { ...ada, birthdate: "1990-12-10" }, 400],
  ])("%s", async (_case, body, statusCode) => {
    const { users } = await setup();
    await expect(users.create(body as typeof ada)).rejects.toMatchObject({ statusCode });
  });

  test("to change who is not there, and deletes them without a word", async () => {
    const { users, control } = await setup();
    await expect(users.update("auth0|none", { blocked: true })).rejects.toMatchObject({ statusCode: 404 });
    await users.delete("auth0|none");
    expect(await control.effects()).toEqual([]);
  });

  test("a request without a token, and one with a token that is over", async () => {
    const { users, url, forward } = await setup();
    expect((await fetch(`${url}/api/v2/users/x`, { method: "DELETE" })).status).toBe(401);
    await users.delete("auth0|none");
    forward(24 * 3_600_000 + 1);
    await expect(users.delete("auth0|none")).rejects.toMatchObject({ statusCode: 401 });
  });

  test("the 51st request at once, until the bucket fills again", async () => {
    const { users, forward } = await setup();
    await Promise.all(Array.from({ length: 50 }, () => users.delete("auth0|none")));
    await expect(users.delete("auth0|none")).rejects.toMatchObject({ statusCode: 429 });
    forward(1_000);
    await users.delete("auth0|none");
  });
});

test("a change that changes nothing has neither effect nor event", async () => {
  const { bus, users, control } = await setup();
  const { user_id: id = "" } = await users.create(ada);
  await users.update(id, { blocked: true });
  await users.update(id, { blocked: true });
  await users.delete(id);
  await bus.received(4);
  expect(await control.effects()).toHaveLength(3);
});

test("metadata are merged in their first level, a null takes a key out, an empty object all", async () => {
  const { users } = await setup();
  const { user_id: id = "" } = await users.create({ ...ada, user_metadata: { a: 1, b: 2 } });
  expect(await users.update(id, { user_metadata: { b: null, c: 3 } })).toMatchObject({
    user_metadata: { a: 1, c: 3 },
  });
  expect((await users.update(id, { user_metadata: {} })).user_metadata).toEqual({});
});
