import { WebhooksHelper } from "square";
import { describe, expect, test } from "vitest";
import { signatureOf } from "../simulator/webhook.ts";
import { verifySquareSignature } from "./verify.ts";

const key = "square-test-key";
const webhookUrl = "https://bus.example.com/in/square";
// Deliberately beyond ASCII: the signature covers bytes, not characters.
const body = '{"id":"evt-1","type":"order.paid","note":"crème brûlée ☕"}';
// Confirmed by the official SDK for this key, URL and body.
const vector = "QSr87OtGxAmHIH2upUs1WDXEH874fSbiF94YvOHze08=";

type Received = { header?: string; rawBody?: string | Uint8Array; keys?: string; url?: string };

function verify({ header, rawBody = body, keys = key, url = webhookUrl }: Received) {
  const headers = header === undefined ? {} : { "x-square-hmacsha256-signature": header };
  const bytes = typeof rawBody === "string" ? Buffer.from(rawBody, "utf8") : rawBody;
  const request = { method: "POST", path: "/v1/webhooks/square/events", headers, rawBody: bytes };
  return verifySquareSignature(request, {
    settings: { webhookUrl: url },
    secrets: { signatureKey: keys },
    nowMs: 0,
  });
}

const bySdk = (signatureHeader: string, requestBody = body) =>
  WebhooksHelper.verifySignature({
    requestBody,
    signatureHeader,
    signatureKey: key,
    notificationUrl: webhookUrl,
  });

const refusedFor = (reason: string) => ({ ok: false, reason: expect.stringContaining(reason) });

describe("a genuine signature", () => {
  test("is what the official SDK accepts, and so do we", async () => {
    expect(await bySdk(vector)).toBe(true);
    expect(verify({ header: vector })).toEqual({ ok: true });
  });

  test("of our simulator is accepted by the official SDK", async () => {
    const signature = signatureOf(body, webhookUrl, key);
    expect(signature).toBe(vector);
    expect(await bySdk(signature)).toBe(true);
  });

  test("may be under any of the subscription's live keys", () => {
    expect(verify({ header: vector, keys: `new-key, ${key}` })).toEqual({ ok: true });
    expect(verify({ header: signatureOf(body, webhookUrl, "new-key"), keys: `new-key,${key}` })).toEqual({
      ok: true,
    });
  });
});

describe("a request is refused", () => {
  test("without the header", () => {
    expect(verify({})).toEqual(refusedFor("no x-square-hmacsha256-signature"));
  });

  test("when one byte of the body was changed, as by the official SDK", async () => {
    const changed = body.replace("paid", "paix");
    expect(verify({ header: vector, rawBody: changed })).toEqual(refusedFor("fits none of 1 keys"));
    expect(await bySdk(vector, changed)).toBe(false);
  });

  test("when the body was parsed and written again", () => {
    const rawBody = JSON.stringify(JSON.parse(body), null, 1);
    expect(verify({ header: vector, rawBody })).toEqual(refusedFor("fits none"));
  });

  test("when the registered URL has one slash more", () => {
    expect(verify({ header: vector, url: `${webhookUrl}/` })).toEqual(refusedFor("the setting webhookUrl"));
  });

  test.each([
    ["another key", signatureOf(body, webhookUrl, "other")],
    ["two headers, which HTTP joins", `${vector}, ${vector}`],
    ["hex", Buffer.from(vector, "base64").toString("hex")],
    ["nothing signed with nothing", ""],
    ["half a signature", vector.slice(0, 20)],
  ])("with %s", (_case, header) => {
    expect(verify({ header })).toMatchObject({ ok: false });
  });

  test.each(["", " ", ","])("when the connection's key is blank (%j), though signed with nothing", (keys) => {
    expect(verify({ header: signatureOf(body, webhookUrl, ""), keys })).toEqual(
      refusedFor("signatureKey is blank"),
    );
  });

  test("without a word of the key in the reason", () => {
    expect(JSON.stringify(verify({ header: "x" }))).not.toContain(key);
  });
});
