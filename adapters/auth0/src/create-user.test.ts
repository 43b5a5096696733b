import type { OperationContext, VendorResponse } from "@spindlebus/bus/adapter";
import { vendorAnswer } from "@spindlebus/bus/testing";
import { checkData, identityUserCreate, type DataOf } from "@spindlebus/contracts";
import { describe, expect, test } from "vitest";
import { createUser } from "./create-user.ts";
import { Auth0Settings } from "./settings.ts";

type Create = DataOf<typeof identityUserCreate>;

const baseUrl = "https://acme.us.auth0.com";
const message = {
  id: "019bc2f1-8c88-7000-8000-000000000000",
  source: "app",
  sourceId: "cmd-1",
  type: "identity.user.create.v1",
  extensions: {},
};
const command: Create = { user: { externalId: "mbr-1815", emails: [{ value: "ada@example.com" }] } };

const contextOf = (changes: Partial<Auth0Settings> = {}): OperationContext<Auth0Settings> => ({
  settings: Auth0Settings.parse({ baseUrl, ...changes }),
  message,
  recalled: {},
  idempotencyKey: "key-1",
  unguessable: "u".repeat(43),
});

function bodyOf(changes: Partial<Create> = {}, settings: Partial<Auth0Settings> = {}) {
  const request = createUser.request({ ...command, ...changes }, contextOf(settings));
  if (request.kind !== "request") throw new Error(`no request, but ${request.kind}`);
  return JSON.parse(request.body ?? "") as Readonly<Record<string, unknown>>;
}

function outcomeOf(response: VendorResponse, settings: Partial<Auth0Settings> = {}, of = command) {
  return createUser.interpret(response, of, { ...contextOf(settings), step: 0, carry: null });
}

const user = {
  user_id: "auth0|mbr-1815",
  email: "ada@example.com",
  email_verified: false,
  app_metadata: { memberId: "mbr-1815" },
  created_at: "2026-01-15T18:04:05.500Z",
  updated_at: "2026-01-15T18:04:05.500Z",
};
const conflict = vendorAnswer(409, {
  statusCode: 409,
  error: "Conflict",
  message: "The user already exists.",
  errorCode: "auth0_idp_error",
});

describe("the request", () => {
  test("names the chain's own id twice: as the user's, and where it is found again", () => {
    expect(bodyOf()).toMatchObject({ user_id: "mbr-1815", app_metadata: { memberId: "mbr-1815" } });
  });

  test("leaves the id to Auth0 where the settings say so", () => {
    expect(bodyOf({}, { userId: "auth0" })).not.toHaveProperty("user_id");
  });

  test.each(["mbr 1815", "mbr|1815", "ü".repeat(200)])(
    "has an id that follows from %j, which is none",
    (externalId) => {
      const { user_id: id, app_metadata } = bodyOf({ user: { ...command.user, externalId } });
      expect(id).toMatch(/^[0-9a-f]{40}$/);
      expect(bodyOf({ user: { ...command.user, externalId } })["user_id"]).toBe(id);
      expect(app_metadata).toEqual({ memberId: externalId });
    },
  );

  test("has a first password that the key alone does not give, and none where none is wanted", () => {
    expect(bodyOf()["password"]).toBe(`${"u".repeat(43)}aA1!`);
    expect(bodyOf({}, { password: "none" })).not.toHaveProperty("password");
  });

  test("is not made where there is nothing to derive a password from", () => {
    const { unguessable: _unguessable, ...context } = contextOf();
    expect(createUser.request(command, context)).toMatchObject({
      kind: "blocked",
      code: "no_first_password",
    });
  });

  test("lets Auth0 write to the user only where the command says so, and where there is something to verify", () => {
    expect(bodyOf()).toMatchObject({ verify_email: false });
    expect(bodyOf({ notify: true })).toMatchObject({ verify_email: true });
    const verified = { ...command.user, emails: [{ value: "ada@example.com", verified: true }] };
    expect(bodyOf({ notify: true, user: verified })).toMatchObject({
      verify_email: false,
      email_verified: true,
    });
  });

  test("of a user who may not sign in yet is blocked", () => {
    expect(bodyOf({ user: { ...command.user, active: false } })).toMatchObject({ blocked: true });
    expect(bodyOf({ user: { ...command.user, active: true } })).not.toHaveProperty("blocked");
  });

  test("loses nothing of the contract's example", () => {
    const [example] = identityUserCreate.examples;
    if (!example) throw new Error("no example");
    const body = JSON.stringify(bodyOf(example));
    const texts = JSON.stringify(example.user).match(/"(?:[^"\\]|\\.)*"(?=[,}\]])/g) ?? [];
    // Auth0 has no kinds of addresses.
    expect(texts.filter((text) => !body.includes(text) && !['"home"', '"mobile"'].includes(text))).toEqual(
      [],
    );
  });
});

describe("a user who was made", () => {
  test("is applied, and remembered by the chain's own id", () => {
    expect(outcomeOf(vendorAnswer(201, user))).toEqual({
      kind: "applied",
      reference: "auth0|mbr-1815",
      emit: [],
      remember: [{ kind: "user", id: "mbr-1815", vendorId: "auth0|mbr-1815", facts: {} }],
    });
  });

  test("is told by the operation where no event stream tells", () => {
    const outcome = outcomeOf(vendorAnswer(201, user), { eventStream: false });
    const [told] = outcome.kind === "applied" ? outcome.emit : [];
    expect(told?.contract.type).toBe("identity.user.created.v1");
    expect(told && checkData(told.contract, told.data)).toMatchObject({
      ok: true,
      data: { user: { userId: "auth0|mbr-1815", externalId: "mbr-1815", active: true } },
    });
  });

  test("but answered unreadably is in doubt", () => {
    expect(outcomeOf(vendorAnswer(201, {}))).toMatchObject({ kind: "inDoubt", code: "unreadable_answer" });
  });
});

describe("409", () => {
  const settle = (response: VendorResponse, settings: Partial<Auth0Settings> = {}) => {
    const asked = outcomeOf(conflict, settings);
    if (asked.kind !== "next") throw new Error(`nobody was asked for: ${asked.kind}`);
    return createUser.interpret(response, command, { ...contextOf(settings), step: 1, carry: asked.carry });
  };

  test.each([
    ["by its id", {}, user],
    ["by its address", { userId: "auth0" as const }, [user]],
  ])("is our own earlier try where the user is found %s with our id", (_case, settings, found) => {
    expect(settle(vendorAnswer(200, found), settings)).toEqual(outcomeOf(vendorAnswer(201, user)));
  });

  test.each([
    ["nobody has the id", {}, vendorAnswer(404, { statusCode: 404, error: "Not Found", message: "x" })],
    ["nobody has the address", { userId: "auth0" as const }, vendorAnswer(200, [])],
    [
      "the user has another id of the chain's",
      {},
      vendorAnswer(200, { ...user, app_metadata: { memberId: "mbr-2" } }),
    ],
    [
      "the user has none",
      { userId: "auth0" as const },
      vendorAnswer(200, [{ ...user, app_metadata: undefined }]),
    ],
  ])("is another user's where %s", (_case, settings, response) => {
    expect(settle(response, settings)).toMatchObject({
      kind: "rejected",
      code: "auth0_idp_error",
      message: "The user already exists.",
      nothingDone: true,
    });
  });

  test("stays open where the look-up is refused", () => {
    expect(settle(vendorAnswer(429, {}))).toMatchObject({ kind: "throttled" });
  });

  test.each([
    ["email", "/api/v2/users/email%7Cmbr-1815"],
    ["sms", "/api/v2/users/sms%7Cmbr-1815"],
    [undefined, "/api/v2/users/auth0%7Cmbr-1815"],
    ["Username-Password-Authentication", "/api/v2/users/auth0%7Cmbr-1815"],
  ])("in the connection %s is looked up at %s", (connection, path) => {
    expect(outcomeOf(conflict, {}, { ...command, connection })).toMatchObject({
      kind: "next",
      request: { path },
    });
  });

  test("is a refusal at once where there is nothing to look for", () => {
    const byPhone = { externalId: "mbr-1815", phoneNumbers: [{ value: "+16175550101" }] };
    expect(outcomeOf(conflict, { userId: "auth0" }, { user: byPhone })).toMatchObject({ kind: "rejected" });
  });
});
