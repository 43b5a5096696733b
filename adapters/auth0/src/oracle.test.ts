import type { OperationContext, VendorRequest } from "@spindlebus/bus/adapter";
import { loopbackReceiver } from "@spindlebus/bus/testing";
import { ManagementClient } from "auth0";
import { expect, onTestFinished, test } from "vitest";
import auth0 from "./index.ts";
import { Auth0Settings } from "./settings.ts";

const domain = "acme.us.auth0.com";
const settings = Auth0Settings.parse({ baseUrl: `https://${domain}` });
const secrets = { clientId: "m2m", clientSecret: "shh", webhookSecret: "hook" };
const message = {
  id: "0196a5b0-0000-7000-8000-000000000001",
  source: "app",
  sourceId: "cmd-1",
  type: "identity.user.create.v1",
  extensions: {},
};
const context: OperationContext<Auth0Settings> = {
  settings,
  message,
  recalled: {},
  idempotencyKey: "key-1",
  unguessable: "x".repeat(43),
};

const { createUser, updateUser, deactivateUser, deleteUser, setConsent } = auth0.operations;

/** The official SDK against a receiver on the loopback interface, and what it sent there. */
async function sentBy(call: (sdk: ManagementClient) => Promise<unknown>) {
  const token = { access_token: "t-1", token_type: "Bearer", expires_in: 86_400 };
  const receiver = await loopbackReceiver([{ body: JSON.stringify(token) }]);
  onTestFinished(receiver.close);
  const toReceiver: typeof fetch = (input, init) => {
    const url = input instanceof Request ? input.url : input.toString();
    return fetch(url.replace(`https://${domain}`, receiver.url), init);
  };
  const { clientId, clientSecret } = secrets;
  await call(new ManagementClient({ domain, clientId, clientSecret, telemetry: false, fetch: toReceiver }));
  const [asked, sent] = receiver.requests;
  if (!asked || !sent) throw new Error("the SDK sent less than two requests");
  return { asked, sent };
}

type Sent = Awaited<ReturnType<typeof sentBy>>["sent"];

/** What we send and what the SDK sent, to be compared. */
function besides(ours: VendorRequest | { readonly kind: string }, sent: Sent) {
  if (!("path" in ours)) throw new Error(`no request, but ${ours.kind}`);
  const bodyOf = (text: string | undefined): unknown => (text ? JSON.parse(text) : undefined);
  const { authorization } = auth0.authorize(ours, { settings, secrets, token: "t-1" });
  const type = (body: string | undefined, headers: Readonly<Record<string, string>>) =>
    body ? headers["content-type"] : undefined;
  return {
    ours: {
      method: ours.method,
      path: ours.path,
      body: bodyOf(ours.body),
      type: type(ours.body, ours.headers),
      authorization,
    },
    theirs: {
      method: sent.method,
      path: sent.path,
      body: bodyOf(sent.body),
      type: type(sent.body, sent.headers),
      authorization: sent.headers["authorization"],
    },
  };
}

test("the token is asked for as the official SDK asks", async () => {
  const { asked } = await sentBy((sdk) => sdk.users.get("auth0|679f"));
  const ours = auth0.authorize.token?.request({ settings, secrets });
  expect(ours?.url).toBe(asked.path);
  expect(ours && JSON.parse(ours.body)).toEqual(fieldsOf(asked));
});

/** The SDK's fields, by whichever of the two ways it sends them: Auth0 takes both. */
const fieldsOf = ({ headers, body }: Sent): unknown =>
  headers["content-type"]?.startsWith("application/json") === true
    ? JSON.parse(body)
    : Object.fromEntries(new URLSearchParams(body));

test("a creation is the official SDK's", async () => {
  const { sent } = await sentBy((sdk) =>
    sdk.users.create({
      connection: "Username-Password-Authentication",
      user_id: "mbr-1815",
      email: "ada@example.com",
      email_verified: true,
      given_name: "Ada",
      user_metadata: { locale: "en-US" },
      app_metadata: { memberId: "mbr-1815", roles: ["guest"] },
      password: `${"x".repeat(43)}aA1!`,
      verify_email: false,
    }),
  );
  const user = {
    externalId: "mbr-1815",
    emails: [{ value: "ada@example.com", verified: true }],
    name: { givenName: "Ada" },
    locale: "en-US",
    roles: ["guest"],
  };
  const { ours, theirs } = besides(createUser.request({ user }, context), sent);
  expect(ours).toEqual(theirs);
});

test("a change is the official SDK's", async () => {
  const { sent } = await sentBy((sdk) =>
    sdk.users.update("auth0|679f", {
      nickname: "Countess",
      phone_number: "+16175550101",
      picture: null,
      blocked: false,
    }),
  );
  const set = { nickName: "Countess", phoneNumbers: [{ value: "+16175550101" }], active: true as const };
  const { ours, theirs } = besides(
    updateUser.request({ userId: "auth0|679f", set, clear: ["picture"] }, context),
    sent,
  );
  expect(ours).toEqual(theirs);
});

test("a deactivation is the official SDK's", async () => {
  const { sent } = await sentBy((sdk) => sdk.users.update("auth0|679f", { blocked: true }));
  const { ours, theirs } = besides(deactivateUser.request({ userId: "auth0|679f" }, context), sent);
  expect(ours).toEqual(theirs);
});

test("a consent is the official SDK's change of metadata", async () => {
  const { sent } = await sentBy((sdk) =>
    sdk.users.update("auth0|679f", { app_metadata: { consent_email: "unsubscribed" } }),
  );
  const command = {
    consentId: "auth0|679f/email",
    profile: { externalId: "auth0|679f" },
    consent: { channel: "email" as const, state: "unsubscribed" as const },
    occurredAt: "2026-01-15T18:04:05.000Z",
  };
  const kept = { ...context, settings: { ...settings, consents: "app_metadata" as const } };
  const { ours, theirs } = besides(setConsent.request(command, kept), sent);
  expect(ours).toEqual(theirs);
});

test("a deletion is the official SDK's", async () => {
  const { sent } = await sentBy((sdk) => sdk.users.delete("auth0|679f"));
  const { ours, theirs } = besides(deleteUser.request({ userId: "auth0|679f" }, context), sent);
  expect(ours).toEqual(theirs);
});

test.each([
  ["by id", { userId: "externalId" as const }, (sdk: ManagementClient) => sdk.users.get("auth0|mbr-1815")],
  [
    "by e-mail address",
    { userId: "auth0" as const },
    (sdk: ManagementClient) => sdk.users.listUsersByEmail({ email: "ada@example.com" }),
  ],
])("who is there already is looked up %s as the official SDK does", async (_case, changes, call) => {
  const { sent } = await sentBy(call);
  const json = { statusCode: 409, error: "Conflict", message: "The user already exists." };
  const followed = createUser.interpret(
    { status: 409, headers: {}, body: JSON.stringify(json), json },
    { user: { externalId: "mbr-1815", emails: [{ value: "Ada@Example.com" }] } },
    { ...context, settings: { ...settings, ...changes }, step: 0, carry: null },
  );
  const { ours, theirs } = besides(followed.kind === "next" ? followed.request : followed, sent);
  expect(ours).toEqual(theirs);
});
