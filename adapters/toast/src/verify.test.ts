import { expect, test } from "vitest";
import { settings, signatureOf } from "../examples.ts";
import { verifyToastSignature } from "./verify.ts";

const timestamp = "2026-01-15T18:04:05.000Z";
const body = `{"timestamp":"${timestamp}","note":"crème brûlée ☕"}`;
const nowMs = Date.parse(timestamp);

const verdict = (
  given: string | undefined,
  options: { body?: string; secret?: string; nowMs?: number; signedText?: string } = {},
) =>
  verifyToastSignature(
    {
      method: "POST",
      path: "/v1/webhooks/toast/events",
      headers: given === undefined ? {} : { "toast-signature": given },
      rawBody: Buffer.from(options.body ?? body),
    },
    {
      settings: settings(options.signedText ? { signedText: options.signedText } : {}),
      secrets: { webhookSecret: options.secret ?? "s1" },
      nowMs: options.nowMs ?? nowMs,
    },
  ).ok;

test("a signature over body and timestamp is Toast's", () => {
  expect(verdict(signatureOf(body, timestamp, "s1"))).toBe(true);
});

test("the rule gives the vector computed apart from this code", () => {
  const vector = '{"id":"evt-1","type":"order.paid","note":"crème brûlée ☕"}';
  expect(signatureOf(vector, "2026-01-01T00:00:00.000Z", "toast-test-secret")).toBe(
    "WvAU3v+3xDUf2DKRri6P+D38YmA8eQVVhncPYA0kejY=",
  );
});

test("each of two live secrets is taken", () => {
  expect(verdict(signatureOf(body, timestamp, "s2"), { secret: "s1, s2" })).toBe(true);
});

test.each([
  ["no header", undefined, {}],
  ["another secret", signatureOf(body, timestamp, "other"), {}],
  ["one byte changed", signatureOf(body, timestamp, "s1"), { body: body.replace("note", "nope") }],
  [
    "a body written anew",
    signatureOf(body, timestamp, "s1"),
    { body: JSON.stringify(JSON.parse(body), null, 1) },
  ],
  ["the body alone signed", signatureOf(body, "", "s1"), {}],
  ["hex instead of base64", Buffer.from(signatureOf(body, timestamp, "s1"), "base64").toString("hex"), {}],
  ["a blank secret", signatureOf(body, timestamp, "s1"), { secret: " , " }],
  ["a body without a timestamp", signatureOf("{}", "", "s1"), { body: "{}" }],
  ["a body that is no JSON", signatureOf("hello", "", "s1"), { body: "hello" }],
  ["a timestamp of yesterday", signatureOf(body, timestamp, "s1"), { nowMs: nowMs + 86_400_000 }],
  ["a timestamp of tomorrow", signatureOf(body, timestamp, "s1"), { nowMs: nowMs - 86_400_000 }],
])("%s is refused", (_what, given, options) => {
  expect(verdict(given, options)).toBe(false);
});

test("a setting lets the signature cover the body alone", () => {
  expect(verdict(signatureOf(body, "", "s1"), { signedText: "body" })).toBe(true);
  expect(verdict(signatureOf(body, timestamp, "s1"), { signedText: "body" })).toBe(false);
});

test("Toast's last try, a quarter of an hour later, is fresh", () => {
  expect(verdict(signatureOf(body, timestamp, "s1"), { nowMs: nowMs + 16 * 60_000 })).toBe(true);
});
