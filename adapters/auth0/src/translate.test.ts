import { checkData } from "@spindlebus/contracts";
import { describe, expect, test } from "vitest";
import * as events from "../fixtures/events.ts";
import { Auth0Settings } from "./settings.ts";
import { translate } from "./translate.ts";
import { EventBody } from "./vendor.ts";

const settings = Auth0Settings.parse({ baseUrl: "https://acme.us.auth0.com" });

/** Reads an event as the bus does, and translates it; every message must satisfy its contract. */
function messagesOf(event: unknown, changes: Partial<Auth0Settings> = {}) {
  const context = { settings: { ...settings, ...changes }, headers: {} };
  const messages = translate(EventBody.parse(event), context);
  for (const { contract, data } of messages) expect(checkData(contract, data)).toMatchObject({ ok: true });
  return messages.map(({ contract, ...rest }) => ({ type: contract.type, ...rest }));
}

const { data: blockedData, ...blockedHead } = events.userBlocked;
const updated = (now: object, before?: object) => ({
  ...blockedHead,
  data: {
    object: { ...blockedData.object, ...now },
    ...(before && { previous_object: before }),
  },
});

test("user.created says all of the user", () => {
  expect(messagesOf(events.userCreated)).toEqual([
    {
      type: "identity.user.created.v1",
      eventId: "evt_6Sf",
      vendoreventtype: "user.created",
      time: "2026-01-15T18:04:05.573Z",
      data: {
        user: {
          userId: "auth0|679f",
          refs: [{ vendor: "auth0", account: "acme", type: "user", id: "auth0|679f" }],
          emails: [{ value: "ada@example.com", primary: true, verified: false }],
          active: true,
          identities: [
            { provider: "auth0", connection: "Username-Password-Authentication", id: "679f", social: false },
          ],
          createdAt: "2026-01-15T18:04:05.500Z",
          updatedAt: "2026-01-15T18:04:05.500Z",
        },
        occurredAt: "2026-01-15T18:04:05.500Z",
        ext: { auth0: { a0stream: "est_38A" } },
      },
    },
  ]);
});

test("a user who is blocked now is identity.user.deactivated, with what was otherwise before", () => {
  expect(messagesOf(events.userBlocked)).toEqual([
    {
      type: "identity.user.deactivated.v1",
      eventId: "evt_7Tg",
      vendoreventtype: "user.updated",
      testmode: true,
      time: "2026-01-15T18:04:06.000Z",
      data: {
        user: {
          userId: "auth0|679f",
          refs: [{ vendor: "auth0", account: "acme", type: "user", id: "auth0|679f" }],
          externalId: "mbr-1815",
          userName: "ada",
          name: { formatted: "Ada Lovelace", givenName: "Ada", familyName: "Lovelace" },
          nickName: "Countess",
          emails: [{ value: "ada@example.com", primary: true, verified: true }],
          phoneNumbers: [{ value: "+16175550101", primary: true, verified: true }],
          picture: "https://example.com/ada.png",
          active: false,
          identities: [{ provider: "google-oauth2", connection: "google-oauth2", id: "1084", social: true }],
          customAttributes: {
            app_metadata: { memberId: "mbr-1815", plan: "gold" },
            user_metadata: { favoriteStore: "0042" },
          },
          lastSignInAt: "2026-01-15T17:00:00.000Z",
          signInCount: 3,
          createdAt: "2025-08-01T12:00:00.000Z",
          updatedAt: "2026-01-15T18:04:05.573Z",
        },
        previous: { active: true, updatedAt: "2026-01-10T00:00:00.000Z" },
        occurredAt: "2026-01-15T18:04:05.573Z",
        ext: { auth0: { a0stream: "est_38A", last_ip: "203.0.113.7" } },
      },
    },
  ]);
});

describe("whether a user may sign in", () => {
  test.each([
    ["again", { blocked: false }, { blocked: true }, "identity.user.reactivated.v1"],
    ["again, blocked being gone", { blocked: undefined }, { blocked: true }, "identity.user.reactivated.v1"],
    ["no more", { blocked: true }, { blocked: false }, "identity.user.deactivated.v1"],
    [
      "no more, the whole user before having no blocked",
      {},
      { user_id: "auth0|679f" },
      "identity.user.deactivated.v1",
    ],
    ["still not", {}, { blocked: true }, "identity.user.updated.v1"],
    [
      "still not, only the nickname being said to be new",
      {},
      { nickname: "Ada" },
      "identity.user.updated.v1",
    ],
    ["is not told where nothing is said of before", {}, undefined, "identity.user.updated.v1"],
  ])("%s", (_case, now, before, type) => {
    expect(messagesOf(updated(now, before)).map((message) => message.type)).toEqual([type]);
  });
});

describe("an e-mail address", () => {
  test("that is verified now is an event of its own beside the new state", () => {
    const [state, verified] = messagesOf(updated({ blocked: false }, { email_verified: false }));
    expect(state).toMatchObject({ type: "identity.user.updated.v1", eventId: "evt_7Tg" });
    expect(verified).toMatchObject({
      type: "identity.user.email_verified.v1",
      eventId: "evt_7Tg:email_verified",
      data: {
        email: "ada@example.com",
        previous: { emails: [{ value: "ada@example.com", primary: true, verified: false }] },
      },
    });
  });

  test("that changed is told with the old one", () => {
    const [state, ...more] = messagesOf(
      updated({ blocked: false, email_verified: false }, { email: "ada@old.example", email_verified: true }),
    );
    expect(more).toEqual([]);
    expect(state?.data).toMatchObject({
      previous: { emails: [{ value: "ada@old.example", verified: true }] },
    });
  });
});

test("a deletion is newer than the last change before it, and says what there was", () => {
  expect(messagesOf(events.userDeleted)).toMatchObject([
    {
      type: "identity.user.deleted.v1",
      eventId: "evt_8Uh",
      data: { user: { userId: "auth0|679f", userName: "ada" }, occurredAt: "2026-01-16T08:59:59.500Z" },
    },
  ]);
});

describe("memberships", () => {
  const user = {
    userId: "auth0|679f",
    refs: [{ vendor: "auth0", account: "acme", type: "user", id: "auth0|679f" }],
  };

  test.each([
    ["organization.member.added", "identity.group.member_added.v1"],
    ["organization.member.deleted", "identity.group.member_removed.v1"],
  ])("%s is %s", (type, canonical) => {
    expect(messagesOf({ ...events.memberAdded, type })).toMatchObject([
      {
        type: canonical,
        data: {
          user,
          partial: true,
          group: {
            groupId: "org_1",
            refs: [{ vendor: "auth0", account: "acme", type: "organization", id: "org_1" }],
            name: "staff",
            type: "organization",
          },
        },
      },
    ]);
  });

  test("of a group are told of users", () => {
    expect(messagesOf(events.groupMemberAdded)).toMatchObject([
      { type: "identity.group.member_added.v1", data: { user, group: { groupId: "grp_1", type: "group" } } },
    ]);
  });

  test("of a group in a group are not told", () => {
    const { group } = events.groupMemberAdded.data.object;
    const member = { member_type: "group", id: "grp_2", type: "tenant", connection_id: "con_1" };
    expect(messagesOf({ ...events.groupMemberAdded, data: { object: { group, member } } })).toEqual([]);
  });

  test("a role is a partial update that does not claim to know all roles", () => {
    const [message] = messagesOf(events.roleAssigned);
    expect(message).toMatchObject({
      type: "identity.user.updated.v1",
      data: { user, partial: true, ext: { auth0: { role: { id: "rol_1", name: "shift-lead" } } } },
    });
    expect(message?.data).not.toHaveProperty("user.roles");
  });
});

test.each([
  "organization.created",
  "connection.updated",
  "group.role.assigned",
  "user.of_the_future",
  "constructor",
])("the event %s says nothing", (type) => {
  expect(messagesOf({ ...events.memberAdded, type })).toEqual([]);
});

test("the names of the early access are understood too", () => {
  expect(messagesOf({ ...events.userCreated, type: "com.auth0.user.created" })).toMatchObject([
    { type: "identity.user.created.v1" },
  ]);
});

test("what no contract takes is kept in ext, and costs nothing else", () => {
  const object = {
    ...events.userCreated.data.object,
    phone_number: "617-555-0101",
    picture: "data:image/png;base64,AA==",
    multifactor: ["guardian"],
  };
  const [message] = messagesOf({ ...events.userCreated, data: { object } });
  expect(message?.data).toMatchObject({
    ext: {
      auth0: {
        phone_number: "617-555-0101",
        picture: "data:image/png;base64,AA==",
        multifactor: ["guardian"],
      },
    },
  });
});

test("the context says from where it was done", () => {
  const context = {
    tenant: { id: "acme" },
    request: {
      hostname: "acme.us.auth0.com",
      method: "POST",
      ip: "203.0.113.7",
      user_agent: "Mozilla/5.0",
      geo: { country_code: "US", time_zone: "America/New_York" },
    },
  };
  const [message] = messagesOf({ ...events.userCreated, data: { ...events.userCreated.data, context } });
  expect(message?.data).toMatchObject({
    client: {
      ipAddress: "203.0.113.7",
      userAgent: "Mozilla/5.0",
      country: "US",
      timezone: "America/New_York",
    },
    ext: { auth0: { context } },
  });
});

test("the chain's own id is found under the name that the settings give", () => {
  const [message] = messagesOf(events.userBlocked, { externalIdKey: "plan" });
  expect(message?.data).toMatchObject({ user: { externalId: "gold" } });
});

test.each([
  ["no user_id", { user_id: undefined }, "user_id"],
  ["a time that is none", { updated_at: "yesterday" }, "updated_at"],
  ["blocked as text", { blocked: "yes" }, "blocked"],
])("a user with %s is refused, and the place is named", (_case, changes, field) => {
  const read = EventBody.safeParse(updated(changes));
  expect(read.error?.issues.map(({ path }) => path.join("."))).toEqual([`data.object.${field}`]);
});

test("what is not an event is refused", () => {
  for (const body of [null, [], "event", {}, { type: "user.created" }])
    expect(EventBody.safeParse(body).success).toBe(false);
});
