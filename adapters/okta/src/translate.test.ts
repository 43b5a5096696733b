import { checkData } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { deactivated, hook, memberAdded, sessionStarted } from "../fixtures/hook.ts";
import { translate } from "./translate.ts";
import { HookBody } from "./vendor.ts";

const translated = (...events: readonly object[]) => translate(HookBody.parse({ ...hook, data: { events } }));

/** The messages of a request; every one must satisfy its contract. */
function messagesOf(...events: readonly object[]) {
  const messages = translated(...events);
  for (const { contract, data } of messages) expect(checkData(contract, data)).toMatchObject({ ok: true });
  return messages.map(({ contract, ...rest }) => ({ type: contract.type, ...rest }));
}

test("a deactivation names the user, and says that it is no more than that", () => {
  expect(messagesOf(deactivated)).toEqual([
    {
      type: "identity.user.deactivated.v1",
      eventId: "f790",
      vendoreventtype: "user.lifecycle.deactivate",
      time: "2026-01-15T18:04:05.000Z",
      data: {
        user: {
          userId: "00u2",
          refs: [{ vendor: "okta", type: "user", id: "00u2" }],
          userName: "ada@example.com",
          displayName: "Ada",
          active: false,
          vendorStatus: "DEPROVISIONED",
        },
        partial: true,
        actor: { id: "00u1", type: "User", userName: "admin@example.com", displayName: "Admin" },
        occurredAt: "2026-01-15T18:04:05.000Z",
        ext: { okta: { severity: "INFO", outcome: { result: "SUCCESS" } } },
      },
    },
  ]);
});

test.each([
  ["user.lifecycle.create", "identity.user.created.v1"],
  ["user.lifecycle.activate", "identity.user.updated.v1"],
  ["user.lifecycle.reactivate", "identity.user.updated.v1"],
  ["user.account.update_profile", "identity.user.updated.v1"],
  ["user.lifecycle.suspend", "identity.user.deactivated.v1"],
  ["user.lifecycle.unsuspend", "identity.user.reactivated.v1"],
  ["user.lifecycle.delete.initiated", "identity.user.deleted.v1"],
])("%s is %s, and thin", (eventType, type) => {
  expect(messagesOf({ ...deactivated, eventType })).toMatchObject([{ type, data: { partial: true } }]);
});

test("a sign-in is of who acted, from where and in which session", () => {
  expect(messagesOf(sessionStarted)).toMatchObject([
    {
      type: "identity.user.signed_in.v1",
      data: {
        user: { userId: "00u2" },
        client: { ipAddress: "203.0.113.7", userAgent: "Mozilla/5.0", device: "Computer" },
        sessionId: "102LN9Bnuc4S",
      },
    },
  ]);
});

test.each([
  ["group.user_membership.add", "identity.group.member_added.v1"],
  ["group.user_membership.remove", "identity.group.member_removed.v1"],
])("%s is %s", (eventType, type) => {
  expect(messagesOf({ ...memberAdded, eventType })).toMatchObject([
    {
      type,
      data: { user: { userId: "00u2" }, group: { groupId: "00g1", name: "Staff", type: "UserGroup" } },
    },
  ]);
});

test("all events of one request are told, in their order", () => {
  expect(messagesOf(memberAdded, deactivated).map(({ eventId }) => eventId)).toEqual(["f791", "f790"]);
});

test.each(["FAILURE", "DENY", "SKIPPED"])("what ended in %s did not happen", (result) => {
  expect(messagesOf({ ...deactivated, outcome: { result } })).toEqual([]);
});

test.each(["user.account.lock", "policy.lifecycle.update", "constructor"])("%s says nothing", (eventType) => {
  expect(messagesOf({ ...deactivated, eventType })).toEqual([]);
});

test.each([
  ["a user", { ...deactivated, target: [{ id: "0oa1", type: "AppInstance" }], actor: null }, "/user/userId"],
  ["a group", { ...memberAdded, target: deactivated.target }, "/group/groupId"],
])("an event without %s is no message, and costs the others nothing", (_case, event, pointer) => {
  const [broken, whole] = translated(event, deactivated);
  expect(broken && checkData(broken.contract, broken.data)).toMatchObject({ ok: false });
  expect(JSON.stringify(broken && checkData(broken.contract, broken.data))).toContain(pointer);
  expect(whole && checkData(whole.contract, whole.data)).toMatchObject({ ok: true });
});

test("what is no event hook is refused", () => {
  for (const body of [null, [], {}, { ...hook, eventType: "com.okta.inline_hook", data: { events: [] } }])
    expect(HookBody.safeParse(body).success).toBe(false);
});
