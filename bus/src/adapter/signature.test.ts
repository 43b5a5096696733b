import { createHmac } from "node:crypto";
import { assert, property, string } from "fast-check";
import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { isSharedSecret, liveSecrets, matchesHmac } from "./signature.ts";
import { standardWebhookSignature } from "./standard-webhooks.ts";

const hashes = ["sha1", "sha256", "sha512"] as const;
const encodings = ["hex", "base64", "base64url"] as const;
const forms = hashes.flatMap((hash) => encodings.map((encoding) => ({ hash, encoding })));

describe.each(forms)("an HMAC-$hash in $encoding", (form) => {
  const made = (secret: string, text: string) =>
    createHmac(form.hash, secret).update(text).digest(form.encoding);

  test("matches what was signed, in parts or whole, under any of the live secrets", () => {
    const given = made("new", "http://x/hooks{}");
    expect(matchesHmac(given, form, "new", "http://x/hooks{}")).toBe(true);
    expect(matchesHmac(given, form, ["old", "new"], "http://x/hooks", Buffer.from("{}"))).toBe(true);
  });

  test("does not match other text, another secret, or no secret", () => {
    const given = made("secret", "{}");
    expect(matchesHmac(given, form, "secret", "[]")).toBe(false);
    expect(matchesHmac(given, form, ["old", "older"], "{}")).toBe(false);
    expect(matchesHmac(made("", "{}"), form, [""], "{}")).toBe(false);
    expect(matchesHmac(given, form, [], "{}")).toBe(false);
  });

  test("refuses whatever is not exactly a digest, and throws at nothing", () => {
    const given = made("secret", "{}");
    for (const wrong of [
      "",
      given.slice(1),
      `${given}A`,
      ` ${given}`,
      `${given}\n`,
      "é".repeat(given.length),
    ])
      expect(matchesHmac(wrong, form, "secret", "{}")).toBe(false);
    assert(property(string({ unit: "binary" }), (text) => !matchesHmac(text, form, "secret", "{}")));
  });
});

test("a base64 digest is taken with its padding and without", () => {
  const given = createHmac("sha256", "s").update("{}").digest("base64");
  const form = { hash: "sha256", encoding: "base64" } as const;
  expect([given, given.replace("=", "")].map((text) => matchesHmac(text, form, "s", "{}"))).toEqual([
    true,
    true,
  ]);
});

test("a shared secret is one of the live ones, and a blank one is none", () => {
  expect(isSharedSecret("b", liveSecrets("a, b"))).toBe(true);
  expect(isSharedSecret("c", liveSecrets("a, b"))).toBe(false);
  expect(isSharedSecret("", liveSecrets(" , "))).toBe(false);
  expect(isSharedSecret("", "")).toBe(false);
});

describe("a Standard Webhook", () => {
  const secret = `whsec_${Buffer.from("a key of the vendor's").toString("base64")}`;
  const at = new Date("2026-01-15T18:00:00Z");
  const body = '{"type":"x"}';
  const signed = (by = secret) => ({
    "webhook-id": "msg_1",
    "webhook-timestamp": String(at.getTime() / 1_000),
    "webhook-signature": new Webhook(by).sign("msg_1", at, body),
  });
  const verify = (headers: Record<string, string>, secrets = secret, nowMs = at.getTime()) =>
    standardWebhookSignature(() => secrets)(
      { method: "POST", path: "/", headers, rawBody: Buffer.from(body) },
      { settings: {}, secrets: {}, nowMs },
    );

  test("that the official library signed is proven, also while the secret is being rolled", () => {
    const other = `whsec_${Buffer.from("the next key").toString("base64")}`;
    expect([verify(signed()), verify(signed(other), `${secret},${other}`)]).toEqual([
      { ok: true },
      { ok: true },
    ]);
  });

  test("under another secret, too old, from the future or incomplete is refused", () => {
    expect(verify(signed(), `whsec_${Buffer.from("other").toString("base64")}`)).toMatchObject({ ok: false });
    for (const secondsOff of [301, -301])
      expect(verify(signed(), secret, at.getTime() + secondsOff * 1_000)).toMatchObject({ ok: false });
    for (const name of Object.keys(signed())) {
      const { [name]: _without, ...rest } = signed() as Record<string, string>;
      expect(verify(rest)).toMatchObject({ ok: false });
    }
    expect(verify({ ...signed(), "webhook-timestamp": "soon" })).toMatchObject({ ok: false });
  });
});
