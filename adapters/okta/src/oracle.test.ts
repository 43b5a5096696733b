import type { OperationContext, VendorRequest } from "@spindlebus/bus/adapter";
import { loopbackReceiver } from "@spindlebus/bus/testing";
import { Client } from "@okta/okta-sdk-nodejs";
import { expect, onTestFinished, test } from "vitest";
import okta from "./index.ts";
import { OktaSettings } from "./settings.ts";

const secrets = { apiToken: "00token", webhookSecret: "hook" };
const settings = OktaSettings.parse({ baseUrl: "https://acme.okta.com" });
const message = {
  id: "m-1",
  source: "app",
  sourceId: "cmd-1",
  type: "identity.user.create.v1",
  extensions: {},
};
const context: OperationContext<OktaSettings> = { settings, message, recalled: {}, idempotencyKey: "key-1" };
const { createUser, updateUser, deactivateUser, eraseGuest, readUpdatedUser } = okta.operations;

const ada = {
  id: "00u2",
  status: "ACTIVE",
  profile: { login: "ada@example.com", email: "ada@example.com", firstName: "Ada", lastName: "Lovelace" },
};

/** What the official SDK sends to a receiver on the loopback interface, beside what we send. */
async function besides(
  ours: VendorRequest | { readonly kind: string },
  call: (sdk: Client) => Promise<unknown>,
  answer: unknown = ada,
) {
  const receiver = await loopbackReceiver([{ body: JSON.stringify(answer) }]);
  onTestFinished(receiver.close);
  const options = { orgUrl: receiver.url, token: secrets.apiToken, testing: { disableHttpsCheck: true } };
  await call(new Client(options));
  const [sent] = receiver.requests;
  if (!sent || !("path" in ours))
    throw new Error(`nothing was sent, or there is no request, but ${ours.kind}`);
  const bodyOf = (text: string | undefined): unknown => (text ? JSON.parse(text) : undefined);
  const { authorization } = okta.authorize(ours, { settings, secrets });
  return {
    ours: { method: ours.method, path: ours.path, body: bodyOf(ours.body), authorization },
    theirs: {
      method: sent.method,
      path: sent.path,
      body: bodyOf(sent.body),
      authorization: sent.headers["authorization"],
    },
  };
}

test("a creation is the official SDK's", async () => {
  const user = {
    externalId: "mbr-1815",
    emails: [{ value: "ada@example.com" }],
    name: { givenName: "Ada", familyName: "Lovelace" },
  };
  const profile = { ...ada.profile, memberId: "mbr-1815" };
  const { ours, theirs } = await besides(createUser.request({ user }, context), (sdk) =>
    sdk.userApi.createUser({ body: { profile }, activate: true }),
  );
  expect(ours).toEqual(theirs);
});

test("a change is the official SDK's", async () => {
  const command = { userId: "00u2", set: { nickName: "Countess" } };
  const { ours, theirs } = await besides(updateUser.request(command, context), (sdk) =>
    sdk.userApi.updateUser({ userId: "00u2", user: { profile: { nickName: "Countess" } } }),
  );
  expect(ours).toEqual(theirs);
});

test("a read is the official SDK's", async () => {
  const thin = { user: { userId: "00u2" }, partial: true as const, occurredAt: "2026-01-15T18:04:05.000Z" };
  const { ours, theirs } = await besides(readUpdatedUser.request(thin, context), (sdk) =>
    sdk.userApi.getUser({ userId: "00u2" }),
  );
  expect(ours).toEqual(theirs);
});

test("a search by the chain's id is the official SDK's", async () => {
  const memberId = 'mbr "1815"';
  const search = 'profile.memberId eq "mbr \\"1815\\""';
  const list = async (sdk: Client) => (await sdk.userApi.listUsers({ search, limit: 50 })).next();
  const { ours, theirs } = await besides(eraseGuest.request({ memberId }, context), list, [ada]);
  expect(queryOf(ours)).toEqual(queryOf(theirs));
  expect(ours.authorization).toBe(theirs.authorization);
});

const queryOf = ({ method, path }: { readonly method: string; readonly path: string }) => {
  const { pathname, searchParams } = new URL(path, "https://x.example");
  return { method, pathname, query: Object.fromEntries(searchParams) };
};

test("a deactivation goes where the official SDK's goes, with an empty object where it has no body", async () => {
  const { ours, theirs } = await besides(deactivateUser.request({ userId: "00u2" }, context), (sdk) =>
    sdk.userApi.deactivateUser({ userId: "00u2" }),
  );
  expect({ ...ours, body: undefined }).toEqual({ ...theirs, body: undefined });
});
