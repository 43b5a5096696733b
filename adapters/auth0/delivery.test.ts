import {
  type Fault,
  type Harness,
  httpVendor,
  openHarness,
  simulatorControl,
  startSimulators,
} from "@spindlebus/bus/testing";
import {
  canonicalContracts,
  checkData,
  engagementConsentSet,
  identityUserCreate,
  identityUserDeactivate,
  identityUserDelete,
  identityUserUpdate,
} from "@spindlebus/contracts";
import { expect, onTestFinished, test } from "vitest";
import auth0Simulator from "./simulator.ts";
import auth0 from "./src/index.ts";
import { Auth0Settings } from "./src/settings.ts";

const secrets = { clientId: "m2m", clientSecret: "shh", webhookSecret: "hook" };

/** The adapter in the real delivery code, and the simulated Auth0 at the other end of the wire, with Ada signed up. */
async function setup({
  clientSecret = secrets.clientSecret,
  eventStream = true,
  chosenBy = "externalId",
} = {}) {
  const changes = { eventStream, userId: chosenBy, consents: "app_metadata" };
  const settings = Auth0Settings.parse({ ...changes, baseUrl: "https://unused.example" });
  const running = await startSimulators({
    simulators: [{ connection: "auth0", simulator: auth0Simulator, secrets, settings }],
    port: 0,
  });
  onTestFinished(running.close);
  const baseUrl = running.urls["auth0"] ?? "";
  const vendor = httpVendor();
  onTestFinished(() => vendor.close());
  const harness = openHarness({
    adapter: auth0,
    settings: { ...changes, baseUrl },
    secrets: { ...secrets, clientSecret },
    vendor,
    contracts: canonicalContracts,
  });
  const userId = await signUp(baseUrl);
  const control = simulatorControl(running.port, "auth0");
  await control.clearEffects();
  return { harness, control, userId };
}

/** The messages that operations emitted; each must satisfy its contract. */
const toldBy = ({ emitted }: Harness) =>
  emitted.map(({ contract, data }) => {
    expect(checkData(contract, data)).toMatchObject({ ok: true });
    return [contract.type, data];
  });

async function signUp(baseUrl: string): Promise<string> {
  const response = await fetch(`${baseUrl}/dbconnections/signup`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      client_id: "app",
      connection: "Username-Password-Authentication",
      email: "ada@example.com",
      password: "Analytical-1843",
    }),
  });
  const { _id } = (await response.json()) as { readonly _id: string };
  return `auth0|${_id}`;
}

test("a deactivation blocks the user, once", async () => {
  const { harness, control, userId } = await setup();
  const delivery = await harness.deliver("deactivateUser", identityUserDeactivate, { userId });
  expect(delivery).toMatchObject({ state: "applied", vendorReference: userId });
  expect(await control.effects()).toMatchObject([{ operation: "deactivateUser", user: userId }]);
});

test("where an event stream tells of users, operations are silent", async () => {
  const { harness, userId } = await setup();
  await harness.deliver("deactivateUser", identityUserDeactivate, { userId });
  expect(harness.emitted).toEqual([]);
});

test("where none does, they tell the whole user", async () => {
  const { harness, userId } = await setup({ eventStream: false });
  await harness.deliver("deactivateUser", identityUserDeactivate, { userId });
  await harness.deliver("updateUser", identityUserUpdate, {
    userId,
    set: { nickName: "Countess", active: true },
  });
  expect(harness.emitted.map(({ contract, data }) => [contract.type, data])).toMatchObject([
    ["identity.user.deactivated.v1", { user: { userId, active: false } }],
    ["identity.user.updated.v1", { user: { userId, active: true, nickName: "Countess" } }],
  ]);
});

test("a deletion request leaves nothing of the user, and a second one finds nothing to do", async () => {
  const { harness, control, userId } = await setup();
  expect(await harness.deliver("deleteUser", identityUserDelete, { userId })).toMatchObject({
    state: "applied",
  });
  expect(await harness.deliver("deleteUser", identityUserDelete, { userId })).toMatchObject({
    state: "applied",
  });
  expect(await control.effects()).toMatchObject([{ operation: "deleteUser", user: userId }]);
  expect(await harness.deliver("deactivateUser", identityUserDeactivate, { userId })).toMatchObject({
    state: "dead",
    error: { code: "inexistent_user" },
  });
});

const passing: readonly Fault[] = [
  { kind: "commitThenDrop" },
  { kind: "malformed" },
  { kind: "rateLimit" },
  { kind: "outage" },
  { kind: "outage", mode: "503" },
];

test.each(passing)("after the fault $kind ($mode) it is applied exactly once", async (fault) => {
  const { harness, control, userId } = await setup();
  // So that it has its token: an endpoint for tokens that is away is left alone for a while, by the clock on the wall.
  await harness.deliver("updateUser", identityUserUpdate, { userId, set: { nickName: "Countess" } });
  await control.clearEffects();
  await control.putFault(fault);
  expect(await harness.deliver("deactivateUser", identityUserDeactivate, { userId })).toMatchObject({
    state: "waiting",
  });
  await control.putFault({ kind: "none" });
  expect(await harness.next("deactivateUser")).toMatchObject({ state: "applied" });
  expect(await control.effects()).toHaveLength(1);
});

test.each([{ kind: "commitThenDrop" }, { kind: "malformed" }] as const)(
  "a creation after the fault $kind finds its own earlier try",
  async (fault) => {
    const { harness, control } = await setup();
    await control.putFault({ ...fault, count: 1 });
    const user = { externalId: "mbr-2", emails: [{ value: "grace@example.com" }] };
    expect(await harness.deliver("createUser", identityUserCreate, { user })).toMatchObject({
      state: "waiting",
    });
    expect(await harness.next("createUser")).toMatchObject({
      state: "applied",
      vendorReference: "auth0|mbr-2",
    });
    expect(await control.effects()).toMatchObject([{ operation: "createUser", reference: "mbr-2" }]);
  },
);

test("a creation with the address of another user changes nobody, and is told as one that failed", async () => {
  const { harness, control } = await setup();
  const user = { externalId: "mbr-2", emails: [{ value: "Ada@example.com" }] };
  expect(await harness.deliver("createUser", identityUserCreate, { user })).toMatchObject({
    state: "dead",
    doubtSinceMs: undefined,
    error: { code: "auth0_idp_error" },
  });
  expect(await control.effects()).toEqual([]);
  expect(toldBy(harness)).toMatchObject([
    ["identity.user.create_failed.v1", { externalId: "mbr-2", reason: "duplicate" }],
  ]);
});

test("where users are looked up by their address it says who has it", async () => {
  const { harness, userId } = await setup({ chosenBy: "auth0" });
  const user = { externalId: "mbr-2", emails: [{ value: "Ada@example.com" }] };
  await harness.deliver("createUser", identityUserCreate, { user });
  expect(toldBy(harness)).toMatchObject([
    ["identity.user.create_failed.v1", { reason: "duplicate", existingUserId: userId }],
  ]);
});

test("what Auth0 refuses of a user who is there is told to whoever asked", async () => {
  const { harness, control, userId } = await setup();
  await control.putFault({ kind: "reject" });
  const target = { userId, externalId: "mbr-1815" };
  const consent = { channel: "email", state: "unsubscribed" } as const;
  const states = [
    await harness.deliver("updateUser", identityUserUpdate, { ...target, set: { nickName: "Countess" } }),
    await harness.deliver("deactivateUser", identityUserDeactivate, target),
    await harness.deliver("deleteUser", identityUserDelete, target),
    await harness.deliver("setConsent", engagementConsentSet, {
      consentId: `${userId}/email`,
      profile: { externalId: userId },
      consent,
      occurredAt: "2026-01-15T18:04:05.000Z",
    }),
  ].map(({ state }) => state);
  expect(states).toEqual(["dead", "dead", "dead", "dead"]);
  const why = { reason: "not_allowed", error: { vendorCode: "operation_not_supported" } };
  expect(toldBy(harness)).toMatchObject([
    ["identity.user.update_failed.v1", { ...target, ...why }],
    ["identity.user.deactivate_failed.v1", { ...target, ...why }],
    ["identity.user.delete_failed.v1", { ...target, ...why }],
    ["engagement.consent.set_failed.v1", { consentId: `${userId}/email`, ...why }],
  ]);
});

test("a change of a user who is gone is told as not found", async () => {
  const { harness } = await setup();
  await harness.deliver("deactivateUser", identityUserDeactivate, { userId: "auth0|nobody" });
  expect(toldBy(harness)).toMatchObject([
    ["identity.user.deactivate_failed.v1", { userId: "auth0|nobody", reason: "not_found" }],
  ]);
});

test("the wait that a limit asks for is until its reset", async () => {
  const { harness, control, userId } = await setup();
  await control.putFault({ kind: "rateLimit" });
  const { nextAttemptAtMs } = await harness.deliver("deactivateUser", identityUserDeactivate, { userId });
  const waitMs = (nextAttemptAtMs ?? 0) - harness.clock.now();
  expect(waitMs).toBeGreaterThanOrEqual(1_000);
  expect(waitMs).toBeLessThanOrEqual(2_000);
});

test("a wrong client secret kills nothing", async () => {
  const { harness, control, userId } = await setup({ clientSecret: "wrong" });
  const delivery = await harness.deliver("deactivateUser", identityUserDeactivate, { userId });
  expect(delivery).toMatchObject({ state: "waiting" });
  expect(JSON.stringify(delivery)).not.toContain("wrong");
  expect(await control.effects()).toEqual([]);
});
