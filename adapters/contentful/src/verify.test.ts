import { signRequest, verifyRequest } from "@contentful/node-apps-toolkit";
import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { signedHeaders } from "../simulator/webhook.ts";
import { ContentfulSettings } from "./settings.ts";
import { verifyContentfulSignature } from "./verify.ts";

const secret = "0123456789abcdef".repeat(4);
const nowMs = 1_767_225_600_000;
const body = '{"id":"evt-1","type":"order.paid","note":"crème brûlée ☕"}';
const topic = "ContentManagement.Entry.publish";
const contentType = "application/vnd.contentful.management.v1+json";
const path = "/in/contentful";

/** A request as Contentful's own toolkit signs it. */
function signed({
  at = nowMs,
  by = secret,
  path: signedPath = path,
  text = body,
  topic: about = topic,
} = {}) {
  const headers = { "content-type": contentType, "x-contentful-topic": about };
  const signature = signRequest(by, { method: "POST", path: signedPath, headers, body: text }, at);
  return {
    method: "POST",
    path: signedPath,
    headers: { ...headers, ...signature },
    rawBody: Buffer.from(text),
  };
}

const verify = (
  request: Parameters<typeof verifyContentfulSignature>[0],
  { signingSecret = secret, ...settings }: { signingSecret?: string } & Record<string, unknown> = {},
) =>
  verifyContentfulSignature(request, {
    settings: ContentfulSettings.parse(settings),
    secrets: { managementToken: "t", signingSecret },
    nowMs,
  });

test("what the official toolkit signs is verified, and its signature is the published vector", () => {
  const request = signed();
  expect(request.headers["x-contentful-signature"]).toBe(
    "a1742c7f95ff3550b42e626df55302f300ac8a99d34ea3d4257353b8435ebbcd",
  );
  expect(verify(request)).toEqual({ ok: true });
});

test("what the simulator signs the official toolkit verifies", () => {
  const headers = signedHeaders({ topic, body, path, signingSecret: secret, nowMs });
  expect(verifyRequest(secret, { method: "POST", path, headers, body }, 0)).toBe(true);
  expect(verify({ method: "POST", path, headers, rawBody: Buffer.from(body) })).toEqual({ ok: true });
});

test("a query is signed as Contentful escapes it, twice", () => {
  expect(verify(signed({ path: "/in/contentful?tenant=a&x=1" }))).toEqual({ ok: true });
});

test("a path that a proxy has changed is the one of the settings", () => {
  const request = { ...signed(), path: "/v1/webhooks/contentful/events" };
  expect(verify(request)).toMatchObject({ ok: false });
  expect(verify(request, { webhookPath: path })).toEqual({ ok: true });
});

test("while the secret is rolled both are good", () => {
  const old = "fedcba9876543210".repeat(4);
  const signingSecret = `${secret}, ${old}`;
  expect(verify(signed({ by: old }), { signingSecret })).toEqual({ ok: true });
  expect(verify(signed(), { signingSecret })).toEqual({ ok: true });
  expect(verify(signed({ by: old }))).toMatchObject({ ok: false });
});

test.each([-301, 301])("a signature of %i s from now is not fresh", (seconds) => {
  expect(verify(signed({ at: nowMs - seconds * 1_000 }))).toMatchObject({
    ok: false,
    reason: expect.stringMatching(/300 s are tolerated/),
  });
  expect(verify(signed({ at: nowMs - Math.sign(seconds) * 300_000 }))).toEqual({ ok: true });
});

test("another body, method, path, topic or no signature is refused", () => {
  const good = signed();
  const { "x-contentful-signature": signature, ...unsigned } = good.headers;
  const others = [
    { ...good, rawBody: Buffer.from(`${body} `) },
    { ...good, method: "PUT" },
    { ...good, path: `${path}/` },
    { ...good, headers: { ...good.headers, "x-contentful-topic": "ContentManagement.Entry.delete" } },
    { ...good, headers: unsigned },
    { ...good, headers: { ...good.headers, "x-contentful-signature": signature.slice(1) } },
    { ...good, headers: { ...good.headers, "x-contentful-timestamp": "yesterday" } },
  ];
  for (const other of others) expect(verify(other)).toMatchObject({ ok: false });
});

test("a topic that is not signed could be anybody's", () => {
  const names = "x-contentful-signed-headers,x-contentful-timestamp";
  const stamp = { "x-contentful-signed-headers": names, "x-contentful-timestamp": String(nowMs) };
  const signature = signRequest(secret, { method: "POST", path, headers: {}, body }, nowMs);
  const headers = { ...stamp, ...signature, "x-contentful-topic": topic };
  expect(verify({ method: "POST", path, headers, rawBody: Buffer.from(body) })).toMatchObject({
    reason: "x-contentful-topic is not signed",
  });
});

test("a blank secret proves nothing", () => {
  const request = signed();
  const forged = createHmac("sha256", "").update("").digest("hex");
  const headers = { ...request.headers, "x-contentful-signature": forged };
  expect(verify({ ...request, headers }, { signingSecret: " , " })).toMatchObject({ ok: false });
});
