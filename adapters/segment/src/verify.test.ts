import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { verifySegmentSignature } from "./verify.ts";

const secret = "segment-test-secret";
const body = '{"id":"evt-1","type":"order.paid","note":"crème brûlée ☕"}';
const vector = "a369ad171ff4dfdfe4157353b735306ed70b581a";

function verify(headers: Record<string, string>, { sharedSecret = secret, text = body } = {}) {
  const request = {
    method: "POST",
    path: "/v1/webhooks/segment/events",
    headers,
    rawBody: Buffer.from(text),
  };
  return verifySegmentSignature(request, { settings: {}, secrets: { sharedSecret }, nowMs: 0 }).ok;
}

test("a body signed with the shared secret is Segment's", () => {
  expect(verify({ "x-signature": vector })).toBe(true);
  expect(verify({ "x-signature": vector.toUpperCase() })).toBe(true);
});

test.each([
  ["one byte changed", { "x-signature": vector }, { text: `${body} ` }],
  ["written anew", { "x-signature": vector }, { text: JSON.stringify(JSON.parse(body), null, 1) }],
  ["another secret", { "x-signature": vector }, { sharedSecret: "other" }],
  ["no header", {}, {}],
  ["an empty header", { "x-signature": "" }, {}],
  ["a prefix before the digest", { "x-signature": `sha1=${vector}` }, {}],
  ["two digests", { "x-signature": `${vector}, ${vector}` }, {}],
  ["a signature of SHA-256", { "x-signature": createHmac("sha256", secret).update(body).digest("hex") }, {}],
])("%s is refused", (_, headers, changes) => {
  expect(verify(headers as Record<string, string>, changes)).toBe(false);
});

test("while the secret is being changed both are good", () => {
  expect(verify({ "x-signature": vector }, { sharedSecret: `new-secret, ${secret}` })).toBe(true);
});

test("a blank secret proves nothing", () => {
  const signed = createHmac("sha1", "").update(body).digest("hex");
  expect(verify({ "x-signature": signed }, { sharedSecret: " , " })).toBe(false);
});
