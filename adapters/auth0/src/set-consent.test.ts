import type { Fact, VendorResponse } from "@spindlebus/bus/adapter";
import { checkData, type DataOf, type engagementConsentSet } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { setConsent } from "./set-consent.ts";
import { Auth0Settings } from "./settings.ts";

const settings = Auth0Settings.parse({ baseUrl: "https://acme.us.auth0.com", consents: "app_metadata" });
const command = (externalId: string, topic?: string): DataOf<typeof engagementConsentSet> => ({
  consentId: [externalId, "email", ...(topic ? [topic] : [])].join("/"),
  profile: { externalId },
  consent: { channel: "email", state: "unsubscribed", topic },
  occurredAt: "2026-01-15T18:04:05.000Z",
});
const context = (user?: Fact) => ({
  settings,
  message: { id: "m", source: "s", sourceId: "s", type: "t", extensions: {} },
  recalled: { user },
  idempotencyKey: "key-1",
  step: 0,
  carry: null,
});
const made: Fact = { kind: "user", id: "mbr-1815", vendorId: "auth0|mbr-1815", facts: {} };
const answer = (status: number, json: unknown): VendorResponse => ({
  status,
  headers: {},
  body: JSON.stringify(json),
  json,
});

test.each([
  ["whose id is Auth0's", "auth0|679f", undefined, "auth0%7C679f"],
  ["whom the bus made", "mbr-1815", made, "auth0%7Cmbr-1815"],
])("the consent of a user %s is one value of the metadata", (_case, externalId, fact, path) => {
  const request = setConsent.request(command(externalId), context(fact));
  expect(request).toMatchObject({ method: "PATCH", path: `/api/v2/users/${path}` });
  expect("body" in request && JSON.parse(request.body ?? "")).toEqual({
    app_metadata: { consent_email: "unsubscribed" },
  });
});

test("a list has a value of its own", () => {
  const request = setConsent.request(command("auth0|679f", "offers"), context());
  expect("body" in request && request.body).toContain("consent_email_offers");
});

test("a guest without a user at Auth0 is nothing to do", () => {
  expect(setConsent.request(command("mbr-9"), context())).toMatchObject({ kind: "unchanged" });
  const gone = answer(404, { statusCode: 404, errorCode: "inexistent_user", message: "no user" });
  expect(setConsent.interpret(gone, command("auth0|679f"), context())).toMatchObject({ kind: "unchanged" });
});

test("what was set is told", () => {
  const outcome = setConsent.interpret(
    answer(200, { user_id: "auth0|679f" }),
    command("auth0|679f"),
    context(),
  );
  expect(outcome).toMatchObject({
    kind: "applied",
    emit: [{ contract: { type: "engagement.consent.changed.v1" }, data: command("auth0|679f") }],
  });
  for (const { contract, data } of outcome.kind === "applied" ? outcome.emit : [])
    expect(checkData(contract, data)).toMatchObject({ ok: true });
});

test("consents are kept only where the connection says so", () => {
  expect(setConsent.skip?.(command("auth0|679f"), { settings })).toBe(false);
  const none = Auth0Settings.parse({ baseUrl: "https://acme.us.auth0.com" });
  expect(setConsent.skip?.(command("auth0|679f"), { settings: none })).toContain("keeps no consents");
});
