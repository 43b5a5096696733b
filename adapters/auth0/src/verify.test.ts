import { describe, expect, test } from "vitest";
import { Auth0Settings } from "./settings.ts";
import { verifyLogSecret, verifySecret } from "./verify.ts";

type Given = { header?: string; name?: string; webhookSecret?: string; webhookHeader?: string };

function verify({ header, name = "authorization", webhookSecret = "hook-secret", webhookHeader }: Given) {
  const settings = Auth0Settings.parse({ baseUrl: "https://acme.us.auth0.com", webhookHeader });
  const headers = header === undefined ? {} : { [name]: header };
  const request = { method: "POST", path: "/v1/webhooks/auth0/events", headers, rawBody: new Uint8Array() };
  return verifySecret(request, { settings, secrets: { webhookSecret }, nowMs: 0 });
}

const basic = (credentials: string) => `Basic ${Buffer.from(credentials).toString("base64")}`;
const accepted = { ok: true };
const refusedFor = (reason: string) => ({ ok: false, reason: expect.stringContaining(reason) as string });

describe("a request is the stream's", () => {
  test.each([
    ["by its bearer token", { header: "Bearer hook-secret" }],
    ["however Bearer is written", { header: "bearer  hook-secret" }],
    ["by user and password", { header: basic("bus:hook"), webhookSecret: "bus:hook" }],
    ["by the bare secret", { header: "hook-secret" }],
    [
      "by a header of one's own",
      { header: "hook-secret", name: "x-spindle-key", webhookHeader: "x-spindle-key" },
    ],
    ["by the new secret while it is being rolled", { header: "Bearer new", webhookSecret: "new, old" }],
    ["and by the old one", { header: "Bearer old", webhookSecret: "new,old" }],
  ])("%s", (_case, given) => {
    expect(verify(given)).toEqual(accepted);
  });
});

describe("a request is refused", () => {
  test.each([
    ["without the header", {}, "no header authorization"],
    ["with an empty header", { header: "" }, "no header authorization"],
    ["with another secret", { header: "Bearer other" }, "fits none of 1 live secrets"],
    ["with a part of the secret", { header: "Bearer hook" }, "fits none"],
    ["with both secrets at once", { header: "Bearer new,old", webhookSecret: "new,old" }, "fits none"],
    ["with nothing where the secret is blank", { header: "Bearer ", webhookSecret: " , " }, "blank"],
    [
      "in another header than the settings name",
      { header: "hook-secret", webhookHeader: "x-key" },
      "no header x-key",
    ],
  ])("%s", (_case, given, reason) => {
    expect(verify(given)).toEqual(refusedFor(reason));
  });

  test("without a word of the secret in the reason", () => {
    expect(JSON.stringify(verify({ header: "Bearer other" }))).not.toContain("hook-secret");
  });
});

describe("a request is the log stream's", () => {
  const settings = Auth0Settings.parse({ baseUrl: "https://acme.us.auth0.com" });
  const verifyLog = (header: string, logSecret: string | undefined) =>
    verifyLogSecret(
      { method: "POST", path: "/", headers: { authorization: header }, rawBody: new Uint8Array() },
      { settings, secrets: { logSecret }, nowMs: 0 },
    );

  test.each([
    ["by its token", "log-token", "log-token"],
    ["by a token that was written as a bearer's", "Bearer log-token", "log-token"],
    ["by one that was copied with its Bearer", "Bearer log-token", "Bearer log-token"],
    ["by either of two live tokens", "old", "new,old"],
  ])("%s", (_case, header, secret) => {
    expect(verifyLog(header, secret)).toEqual(accepted);
  });

  test.each([
    ["another token", "other", "log-token"],
    ["any token while none is set", "log-token", undefined],
    ["a blank token while none is set", "Bearer ", undefined],
  ])("and not by %s", (_case, header, secret) => {
    expect(verifyLog(header, secret)).toMatchObject({ ok: false });
  });
});
