import { checkData } from "@spindlebus/contracts";
import { describe, expect, test } from "vitest";
import * as logs from "../fixtures/logs.ts";
import { LogBody } from "./logs.ts";
import { translateLogs } from "./translate-logs.ts";

/** Reads a body as the bus does, and translates it. */
const translated = (body: unknown, eventStream: boolean) =>
  translateLogs(LogBody.parse(body), { settings: { eventStream } });

/** The same; every message must satisfy its contract. */
function messagesOf(body: unknown, { eventStream = false } = {}) {
  const messages = translated(body, eventStream);
  for (const { contract, data } of messages) expect(checkData(contract, data)).toMatchObject({ ok: true });
  return messages.map(({ contract, ...rest }) => ({ type: contract.type, ...rest }));
}

test("a sign-in says who, when, where, by what and to which application", () => {
  expect(messagesOf([logs.signedIn])).toEqual([
    {
      type: "identity.user.signed_in.v1",
      eventId: "90020260115180405000001",
      time: "2026-01-15T18:04:05.706Z",
      vendoreventtype: "s",
      data: {
        user: {
          userId: "auth0|679f",
          refs: [{ vendor: "auth0", type: "user", id: "auth0|679f" }],
          emails: [{ value: "ada@example.com", primary: true }],
          lastSignInAt: "2026-01-15T18:04:05.706Z",
          signInCount: 4,
        },
        partial: true,
        client: {
          ipAddress: "203.0.113.7",
          userAgent: "Mozilla/5.0",
          country: "US",
          timezone: "America/New_York",
        },
        application: "aI61",
        connection: "Username-Password-Authentication",
        methods: ["pwd", "mfa"],
        sessionId: "m5SgtzMKxmeNBxj_kCfUUJhzrSdfvLFu",
        occurredAt: "2026-01-15T18:04:05.706Z",
        ext: {
          auth0: {
            client_name: "Default App",
            hostname: "acme.us.auth0.com",
            strategy: "auth0",
            strategy_type: "database",
          },
        },
      },
    },
  ]);
});

test("a batch becomes a message for each record that says something", () => {
  const { signedUp, apiOperation, emailVerified, signInFailed, signedIn, emailChanged, userDeleted } = logs;
  const batch = [signedUp, apiOperation, emailVerified, signInFailed, signedIn, emailChanged, userDeleted];
  expect(messagesOf(batch).map(({ type, eventId }) => [type, eventId])).toEqual([
    ["identity.user.created.v1", signedUp.log_id],
    ["identity.user.email_verified.v1", emailVerified.log_id],
    ["identity.user.signed_in.v1", signedIn.log_id],
    ["identity.user.updated.v1", emailChanged.log_id],
    ["identity.user.deleted.v1", userDeleted.log_id],
  ]);
});

test("where an event stream tells of users, the log tells of sign-ins only", () => {
  const types = messagesOf(Object.values(logs), { eventStream: true }).map(({ type }) => type);
  expect(types).toEqual(["identity.user.signed_in.v1"]);
});

test("a stream that sends objects sends one record at a time", () => {
  expect(messagesOf(logs.signedIn)).toHaveLength(1);
});

test("what is no e-mail address is the user's name", () => {
  const record = { ...logs.signedUp, data: { ...logs.signedUp.data, user_name: "ada" } };
  expect(messagesOf([record])[0]?.data).toMatchObject({ user: { userName: "ada" } });
});

test("a tenant that is named makes the user's ref unique", () => {
  const record = { ...logs.signedUp, data: { ...logs.signedUp.data, tenant_name: "acme" } };
  expect(messagesOf([record])[0]?.data).toMatchObject({ user: { refs: [{ account: "acme" }] } });
});

describe("a record that is not what it should be", () => {
  test.each([
    ["has no user", { user_id: null }],
    ["has no readable date", { date: "yesterday" }],
  ])("%s: it alone is refused by its contract, and the rest of its batch is told", (_case, changes) => {
    const broken = { log_id: "1", data: { ...logs.signedIn.data, ...changes } };
    const verdicts = translated([broken, logs.signedIn], true).map(
      ({ contract, data }) => checkData(contract, data).ok,
    );
    expect(verdicts).toEqual([false, true]);
  });

  test("details of another form than expected cost nothing but themselves", () => {
    const odd = { session_id: 7, stats: "many", prompts: { name: "login" } };
    const record = { ...logs.signedIn, data: { ...logs.signedIn.data, details: odd } };
    expect(messagesOf([record])[0]?.data).not.toHaveProperty("sessionId");
  });

  test("has no log_id: the batch is a failure, for without an id a redelivery could not be told", () => {
    const { log_id: _id, ...data } = logs.signedIn.data;
    expect(LogBody.safeParse([{ data }]).success).toBe(false);
  });
});
