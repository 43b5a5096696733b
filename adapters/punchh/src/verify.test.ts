import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { settings } from "../examples.ts";
import { digestOf } from "./authorize.ts";
import { answerHealthCheck, verifyPunchh } from "./verify.ts";

const uri = "/v1/webhooks/punchh/events?tenant=1";
const body = '{"content_id":"c1","note":"crème brûlée ☕"}';

const digest = (hash: "sha1" | "sha256", encoding: "hex" | "base64", secret = "s1", signed = uri + body) =>
  createHmac(hash, secret).update(signed).digest(encoding);

const verdict = (header: string | undefined, changes: object = {}, secret = "s1, s2") => {
  const { signatureHeader } = settings(changes);
  return verifyPunchh(
    {
      method: "POST",
      path: uri,
      headers: header === undefined ? {} : { [signatureHeader]: header },
      rawBody: Buffer.from(body),
    },
    { settings: settings(changes), secrets: { webhookSecret: secret }, nowMs: 0 },
  ).ok;
};

describe("an HMAC of URI and body", () => {
  test.each([
    ["bare hex", digest("sha256", "hex")],
    ["bare base64", digest("sha256", "base64")],
    ["hex after a word", `HMAC-SHA256 ${digest("sha256", "hex")}`],
    ["hex after a name", `sha256=${digest("sha256", "hex")}`],
    ["base64 after a word", `hmac ${digest("sha256", "base64")}`],
    ["the second live secret", digest("sha256", "hex", "s2")],
  ])("is taken as %s", (_what, header) => {
    expect(verdict(header)).toBe(true);
  });

  test.each([
    ["no header", undefined, {}],
    ["another secret", digest("sha256", "hex", "other"), {}],
    ["the body alone", digest("sha256", "hex", "s1", body), {}],
    ["SHA-1 where SHA-256 is set", digest("sha1", "hex"), {}],
    ["base64 where hex is set", digest("sha256", "base64"), { digestEncoding: "hex" }],
    ["nothing but a word", "hmac", {}],
  ])("is refused: %s", (_what, header, changes) => {
    expect(verdict(header, changes)).toBe(false);
  });

  test("is SHA-1, in another header, over another path, where the settings say so", () => {
    const changes = {
      webhookAuth: "hmacSha1",
      signatureHeader: "x-punchh-signature",
      webhookUri: "/in/punchh",
    };
    expect(verdict(digest("sha1", "hex", "s1", `/in/punchh${body}`), changes)).toBe(true);
  });

  test("under a blank secret is refused", () => {
    expect(verdict(digest("sha256", "hex", ""), {}, " , ")).toBe(false);
  });
});

test("the rules give the vectors computed apart from this code", () => {
  const vector = '{"id":"evt-1","type":"order.paid","note":"crème brûlée ☕"}';
  expect(digest("sha256", "hex", "punchh-test-secret", `/in/punchh${vector}`)).toBe(
    "15a0a482e9291dd4fb212d6ae8cd596b9d4d6e51a6a9cc8348030deff176b30a",
  );
  expect(digestOf("/api/auth/checkins/online_order", vector, "punchh-test-secret")).toBe(
    "47f057535b00222960acb19eca243c71d4b1339e",
  );
});

test.each([
  ["bearer", "Bearer s2", true],
  ["bearer", "Bearer other", false],
  ["bearer", "Bearer", false],
  ["basic", `Basic ${Buffer.from("s1").toString("base64")}`, true],
  ["basic", "Basic s1", false],
])("%s takes a shared secret: %s is %s", (webhookAuth, header, ok) => {
  expect(verdict(header, { webhookAuth })).toBe(ok);
});

test("a GET is answered 200, and is the only request without an event", () => {
  const request = { path: uri, headers: {}, rawBody: new Uint8Array() };
  expect(answerHealthCheck({ ...request, method: "GET" })).toMatchObject({ kind: "answer", status: 200 });
  expect(answerHealthCheck({ ...request, method: "POST" })).toBeUndefined();
});
