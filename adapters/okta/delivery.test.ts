import type { Fault, Harness } from "@spindlebus/bus/testing";
import {
  checkData,
  identityUserCreate,
  identityUserCreated,
  identityUserDeactivate,
  identityUserDelete,
  identityUserUpdate,
  identityUserUpdated,
  type DataOf,
} from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { ada, setup } from "./setup.ts";

test("a user's life is told thinly by the hook, and every message is valid", async () => {
  const { harness, create, told } = await setup();
  const userId = await create();
  await harness.deliver("updateUser", identityUserUpdate, { userId, set: { nickName: "Countess" } });
  await harness.deliver("deactivateUser", identityUserDeactivate, { userId });
  await harness.deliver("deleteUser", identityUserDelete, { userId });
  const messages = await told(4);
  expect(messages.map(({ contract }) => contract.type)).toEqual([
    "identity.user.created.v1",
    "identity.user.updated.v1",
    "identity.user.deactivated.v1",
    "identity.user.deleted.v1",
  ]);
  for (const { contract, data } of messages) expect(checkData(contract, data)).toMatchObject({ ok: true });
  expect(harness.emitted).toEqual([]);
});

test.each([
  ["readCreatedUser", identityUserCreated],
  ["readUpdatedUser", identityUserUpdated],
] as const)(
  "%s makes a thin event whole, and what it tells is not read again",
  async (operation, contract) => {
    const { harness, create } = await setup();
    const userId = await create();
    const thin = { user: { userId }, partial: true as const, occurredAt: "2026-01-15T18:04:05.000Z" };
    expect(await harness.deliver(operation, contract, thin)).toMatchObject({ state: "applied" });
    const [whole] = harness.emitted;
    expect(whole && checkData(whole.contract, whole.data)).toMatchObject({
      ok: true,
      data: {
        user: {
          userId,
          externalId: "mbr-1815",
          userName: "ada@example.com",
          name: { givenName: "Ada", familyName: "Lovelace" },
          active: true,
        },
      },
    });
    expect(whole?.contract.type).toBe("identity.user.updated.v1");
    expect(whole?.data).not.toHaveProperty("partial");
    const again = whole?.data as DataOf<typeof identityUserUpdated>;
    expect(await harness.deliver("readUpdatedUser", identityUserUpdated, again)).toMatchObject({
      state: "unchanged",
    });
  },
);

test("who was deleted meanwhile is nothing to read", async () => {
  const { harness } = await setup();
  const thin = {
    user: { userId: "00unobody" },
    partial: true as const,
    occurredAt: "2026-01-15T18:04:05.000Z",
  };
  expect(await harness.deliver("readUpdatedUser", identityUserUpdated, thin)).toMatchObject({
    state: "unchanged",
  });
});

test("a deletion request leaves nothing of the user, and a second one finds nothing to do", async () => {
  const { harness, create, operations } = await setup();
  const userId = await create();
  expect(await harness.deliver("deleteUser", identityUserDelete, { userId })).toMatchObject({
    state: "applied",
  });
  expect(await operations()).toEqual(["deactivateUser", "deleteUser"]);
  expect(await harness.deliver("deleteUser", identityUserDelete, { userId })).toMatchObject({
    state: "unchanged",
  });
});

test("a user who is shut out already is deleted too, and shut out no second time", async () => {
  const { harness, create, operations } = await setup();
  const userId = await create();
  for (let times = 0; times < 2; times += 1)
    expect(await harness.deliver("deactivateUser", identityUserDeactivate, { userId })).toMatchObject({
      state: "applied",
    });
  expect(await harness.deliver("deleteUser", identityUserDelete, { userId })).toMatchObject({
    state: "applied",
  });
  expect(await operations()).toEqual(["deactivateUser", "deleteUser"]);
});

test.each([
  ["deactivate", ["deactivateUser", "activateUser", "updateUser"]],
  ["suspend", ["suspendUser", "unsuspendUser", "updateUser"]],
] as const)("who was shut out by %s is let in again, then changed", async (deactivation, expected) => {
  const { harness, create, operations } = await setup({ deactivation });
  const userId = await create();
  await harness.deliver("deactivateUser", identityUserDeactivate, { userId });
  const set = { nickName: "Countess", active: true as const };
  expect(await harness.deliver("updateUser", identityUserUpdate, { userId, set })).toMatchObject({
    state: "applied",
  });
  expect(await operations()).toEqual(expected);
});

test("where no hook tells of users, the operations tell the whole user, and of one who is gone who it was", async () => {
  const { harness, create } = await setup({ eventHook: false });
  const userId = await create();
  await harness.deliver("updateUser", identityUserUpdate, { userId, set: { nickName: "Countess" } });
  await harness.deliver("deactivateUser", identityUserDeactivate, { userId });
  await harness.deliver("deleteUser", identityUserDelete, { userId });
  expect(harness.emitted.map(({ contract }) => contract.type)).toEqual([
    "identity.user.created.v1",
    "identity.user.updated.v1",
    "identity.user.deactivated.v1",
    "identity.user.deleted.v1",
  ]);
  for (const { contract, data } of harness.emitted)
    expect(checkData(contract, data)).toMatchObject({ ok: true });
});

test("a user who is not to be written to is made first, then activated in silence", async () => {
  const { create, control } = await setup();
  await create({ notify: false });
  expect((await control.requests()).map(({ method, path }) => `${method} ${path}`)).toEqual([
    "POST /api/v1/users?activate=false",
    expect.stringMatching(/^POST \/api\/v1\/users\/00u\w+\/lifecycle\/activate\?sendEmail=false$/),
  ]);
});

const passing: readonly Fault[] = [
  { kind: "commitThenDrop", count: 1 },
  { kind: "malformed", count: 1 },
  { kind: "rateLimit", count: 1 },
  { kind: "outage", count: 1 },
  { kind: "outage", mode: "503", count: 1 },
];

test.each(passing)("a creation after the fault $kind ($mode) makes one user", async (fault) => {
  const { harness, control, operations } = await setup();
  await control.putFault(fault);
  expect(await harness.deliver("createUser", identityUserCreate, { user: ada })).toMatchObject({
    state: "waiting",
  });
  expect(await harness.next("createUser")).toMatchObject({ state: "applied" });
  expect(await operations()).toEqual(["createUser"]);
});

test.each(passing)("a deletion after the fault $kind ($mode) ends with the user gone", async (fault) => {
  const { harness, control, create, operations } = await setup();
  const userId = await create();
  await control.putFault(fault);
  const first = await harness.deliver("deleteUser", identityUserDelete, { userId });
  // Of the first step nothing but its status is read, so half an answer does no harm.
  const last = first.state === "applied" ? first : await harness.next("deleteUser");
  expect(last).toMatchObject({ state: "applied" });
  expect(await operations()).toEqual(["deactivateUser", "deleteUser"]);
});

test("a creation with the login of another user is dead, with Okta's cause", async () => {
  const { harness, create, operations } = await setup();
  await create();
  const other = { ...ada, externalId: "mbr-2" };
  expect(await harness.deliver("createUser", identityUserCreate, { user: other })).toMatchObject({
    state: "dead",
    error: { code: "E0000001", message: expect.stringContaining("already exists") as string },
  });
  expect(await operations()).toEqual([]);
});

test("a login that another user has is told as a user who was not made, and says who has it", async () => {
  const { harness, create } = await setup();
  const existingUserId = await create();
  const other = { ...ada, externalId: "mbr-2" };
  expect(await harness.deliver("createUser", identityUserCreate, { user: other })).toMatchObject({
    doubtSinceMs: undefined,
  });
  expect(toldBy(harness)).toMatchObject([
    ["identity.user.create_failed.v1", { externalId: "mbr-2", reason: "duplicate", existingUserId }],
  ]);
});

test("what Okta refuses of a user who is there is told to whoever asked", async () => {
  const { harness, control, create, operations } = await setup();
  const userId = await create();
  await control.putFault({ kind: "reject" });
  const target = { userId, externalId: "mbr-1815" };
  const set = { nickName: "Countess" };
  const deliveries = [
    await harness.deliver("updateUser", identityUserUpdate, { ...target, set }),
    await harness.deliver("deactivateUser", identityUserDeactivate, target),
    await harness.deliver("deleteUser", identityUserDelete, target),
  ];
  for (const delivery of deliveries)
    expect(delivery).toMatchObject({ state: "dead", doubtSinceMs: undefined });
  expect(await operations()).toEqual([]);
  const why = { reason: "invalid", error: { vendorCode: "E0000001" } };
  expect(toldBy(harness)).toMatchObject([
    ["identity.user.update_failed.v1", { ...target, ...why }],
    ["identity.user.deactivate_failed.v1", { ...target, ...why }],
    ["identity.user.delete_failed.v1", { ...target, ...why }],
  ]);
});

test("a deletion that is refused after the user was shut out is not told: a person looks", async () => {
  const { harness, control, create, operations } = await setup();
  const userId = await create();
  await control.putFault({ kind: "reject", operation: "deleteUser" });
  expect(await harness.deliver("deleteUser", identityUserDelete, { userId })).toMatchObject({
    state: "dead",
  });
  expect(await operations()).toEqual(["deactivateUser"]);
  expect(harness.emitted).toEqual([]);
});

test("a change of a user who is gone is told as not found", async () => {
  const { harness } = await setup();
  await harness.deliver("updateUser", identityUserUpdate, {
    userId: "00unobody",
    set: { nickName: "Countess" },
  });
  expect(toldBy(harness)).toMatchObject([["identity.user.update_failed.v1", { reason: "not_found" }]]);
});

/** The messages that operations emitted; each must satisfy its contract. */
const toldBy = ({ emitted }: Harness) =>
  emitted.map(({ contract, data }) => {
    expect(checkData(contract, data)).toMatchObject({ ok: true });
    return [contract.type, data];
  });

test("an attribute that the org has not got is refused and not lost", async () => {
  const { harness, create } = await setup();
  const userId = await create();
  const set = { birthDate: "1990-12-10" };
  expect(await harness.deliver("updateUser", identityUserUpdate, { userId, set })).toMatchObject({
    state: "dead",
  });
});

test("a wrong token blocks and does not kill", async () => {
  const { harness } = await setup({ apiToken: "other" });
  expect(await harness.deliver("createUser", identityUserCreate, { user: ada })).toMatchObject({
    state: "blocked",
    error: { code: "credentials_refused" },
  });
});

test("a user of Auth0 is none of Okta's", async () => {
  const { harness } = await setup();
  const delivery = await harness.deliver("deleteUser", identityUserDelete, { userId: "auth0|679f" });
  expect(delivery).toMatchObject({ state: "unchanged" });
});
