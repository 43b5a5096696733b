import { describe, expect, test } from "vitest";
import { OktaSettings } from "./settings.ts";
import { answerChallenge, verifySecret } from "./verify.ts";

const path = "/v1/webhooks/okta/events";
const rawBody = new Uint8Array();

function verify(
  headers: Readonly<Record<string, string>>,
  { webhookSecret = "hook-secret", webhookHeader = "authorization" } = {},
) {
  const settings = OktaSettings.parse({ baseUrl: "https://acme.okta.com", webhookHeader });
  return verifySecret(
    { method: "POST", path, headers, rawBody },
    { settings, secrets: { webhookSecret }, nowMs: 0 },
  );
}

describe("a request is the hook's", () => {
  test.each([
    ["by the secret", { authorization: "hook-secret" }, {}],
    ["by the new secret while it is being rolled", { authorization: "new" }, { webhookSecret: "new, old" }],
    ["and by the old one", { authorization: "old" }, { webhookSecret: "new,old" }],
    ["by a header of one's own", { "x-key": "hook-secret" }, { webhookHeader: "x-key" }],
  ])("%s", (_case, headers, options) => {
    expect(verify(headers, options)).toEqual({ ok: true });
  });
});

describe("a request is refused", () => {
  test.each([
    ["without the header", {}, {}],
    ["with another secret", { authorization: "other" }, {}],
    ["with both secrets at once", { authorization: "new,old" }, { webhookSecret: "new,old" }],
    ["where the secret is blank", { authorization: " " }, { webhookSecret: " , " }],
  ])("%s", (_case, headers, options) => {
    expect(verify(headers, options)).toMatchObject({ ok: false });
  });

  test("without a word of the secret in the reason", () => {
    expect(JSON.stringify(verify({ authorization: "other" }))).not.toContain("hook-secret");
  });
});

describe("Okta's question whether this is the right place", () => {
  const headers = { "x-okta-verification-challenge": "c-1" };

  test("is answered with its own words", () => {
    expect(answerChallenge({ method: "GET", path, headers, rawBody })).toMatchObject({
      status: 200,
      contentType: "application/json",
      body: '{"verification":"c-1"}',
    });
  });

  test.each([
    ["a GET without it", "GET", {}],
    ["an event that carries it", "POST", headers],
  ])("is not %s", (_case, method, sent) => {
    expect(answerChallenge({ method, path, headers: sent, rawBody })).toBeUndefined();
  });
});
