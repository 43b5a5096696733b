import { createHmac } from "node:crypto";
import { Stripe } from "stripe";
import { describe, expect, test } from "vitest";
import { signatureHeader } from "../simulator/webhook.ts";
import { verifyStripeSignature } from "./verify.ts";

const secret = "whsec_bus_test";
const timestamp = 1_767_225_600;
// Deliberately beyond ASCII: the signature covers bytes, not characters.
const body = '{"id":"evt-1","type":"order.paid","note":"crème brûlée ☕"}';
// Made by the official SDK for this secret, time and body.
const vector = "134716621f50597c3b8a60ffc9455da8a3db3b8f489a7133b7f99efbdb786280";

const sdk = new Stripe("sk_test_unused");
const signed = (options: { payload?: string; secret?: string; timestamp?: number; scheme?: string } = {}) =>
  sdk.webhooks.generateTestHeaderString({ payload: body, secret, timestamp, ...options });

/** A header made by Node's own HMAC, for what the SDK does not sign. */
const hmacHeader = (key: string, signedBody: string | Uint8Array) =>
  `t=${timestamp},v1=${createHmac("sha256", key).update(`${timestamp}.`).update(signedBody).digest("hex")}`;

type Received = {
  header?: string;
  rawBody?: string | Uint8Array;
  webhookSecret?: string;
  afterSeconds?: number;
};

function verify({ header, rawBody = body, webhookSecret = secret, afterSeconds = 0 }: Received) {
  const bytes = typeof rawBody === "string" ? Buffer.from(rawBody, "utf8") : rawBody;
  const headers = header === undefined ? {} : { "stripe-signature": header };
  const request = { method: "POST", path: "/v1/webhooks/stripe/events", headers, rawBody: bytes };
  const nowMs = (timestamp + afterSeconds) * 1_000;
  return verifyStripeSignature(request, { settings: undefined, secrets: { webhookSecret }, nowMs });
}

const accepted = { ok: true };
const refusedFor = (reason: string) => ({ ok: false, reason: expect.stringContaining(reason) });

describe("a genuine signature", () => {
  test("is what the official SDK makes", () => {
    expect(signed()).toBe(`t=${timestamp},v1=${vector}`);
    expect(verify({ header: signed() })).toEqual(accepted);
  });

  test("of ours is accepted by the official SDK", () => {
    const header = signatureHeader(body, secret, timestamp);
    expect(() =>
      sdk.webhooks.constructEvent(body, header, secret, 300, undefined, timestamp * 1_000),
    ).not.toThrow();
  });

  test("may stand among others while a secret is being rolled", () => {
    const header = `${signed({ secret: "whsec_old" })},v1=${vector}`;
    expect(verify({ header })).toEqual(accepted);
  });

  test("may be under any of the connection's live secrets", () => {
    expect(verify({ header: signed(), webhookSecret: `whsec_new, ${secret}` })).toEqual(accepted);
    expect(verify({ header: signed({ secret: "whsec_new" }), webhookSecret: `whsec_new,${secret}` })).toEqual(
      accepted,
    );
  });

  test.each([300, -300])("is accepted %i s after it was made", (afterSeconds) => {
    expect(verify({ header: signed(), afterSeconds })).toEqual(accepted);
  });

  test("covers bytes that are no text", () => {
    const rawBody = new Uint8Array([0xff, 0x00, 0xfe]);
    expect(verify({ header: hmacHeader(secret, rawBody), rawBody })).toEqual(accepted);
    expect(verify({ header: hmacHeader(secret, rawBody), rawBody: "\ufffd\0\ufffd" })).toEqual(
      refusedFor("no v1= signature fits"),
    );
  });
});

describe("a request is refused", () => {
  test("without the header", () => {
    expect(verify({})).toEqual(refusedFor("no Stripe-Signature header"));
    expect(verify({ header: "" })).toEqual(refusedFor("no Stripe-Signature header"));
  });

  test("when one byte of the body was changed", () => {
    expect(verify({ header: signed(), rawBody: body.replace("paid", "paix") })).toEqual(
      refusedFor("no v1= signature fits"),
    );
  });

  test("when the body was parsed and written again", () => {
    const rawBody = JSON.stringify(JSON.parse(body), null, 1);
    expect(verify({ header: signed(), rawBody })).toEqual(refusedFor("no v1= signature fits"));
  });

  test("under another secret", () => {
    expect(verify({ header: signed({ secret: "whsec_other" }) })).toEqual(
      refusedFor("any of 1 webhook secrets"),
    );
  });

  test("301 s after it was signed", () => {
    expect(verify({ header: signed(), afterSeconds: 301 })).toEqual(refusedFor("signed 301 s ago"));
  });

  test("301 s before it was signed, which the official SDK lets through", () => {
    expect(verify({ header: signed(), afterSeconds: -301 })).toEqual(
      refusedFor("signed 301 s in the future"),
    );
    const longBefore = (timestamp - 3_600) * 1_000;
    expect(() =>
      sdk.webhooks.constructEvent(body, signed(), secret, 300, undefined, longBefore),
    ).not.toThrow();
  });

  test("with another time in the header than was signed", () => {
    const header = signed().replace(`t=${timestamp}`, `t=${timestamp + 1}`);
    expect(verify({ header })).toEqual(refusedFor("no v1= signature fits"));
  });

  test.each(["v0", "v2"])("with a signature of the scheme %s only", (scheme) => {
    expect(verify({ header: signed({ scheme }) })).toEqual(refusedFor("no v1= signature in the header"));
  });

  test("with an upper-case signature, as by the official SDK", () => {
    const header = `t=${timestamp},v1=${vector.toUpperCase()}`;
    expect(verify({ header })).toEqual(refusedFor("no v1= signature in the header"));
    expect(() =>
      sdk.webhooks.constructEvent(body, header, secret, 300, undefined, timestamp * 1_000),
    ).toThrow("No signatures found");
  });

  test("with two headers, which HTTP joins with a comma", () => {
    expect(verify({ header: `${signed()}, ${signed()}` })).toEqual(refusedFor("more than one t="));
  });

  test.each([
    "v1=" + vector,
    "t=,v1=" + vector,
    "t=-1,v1=" + vector,
    "t=1e9,v1=" + vector,
    "t=Infinity,v1=" + vector,
  ])("with the time missing or malformed: %s", (header) => {
    expect(verify({ header })).toEqual(refusedFor("no t=<unix seconds>"));
  });

  test.each(["", " ", ",", " , "])(
    "when the connection's secret is blank (%j), though signed with nothing",
    (webhookSecret) => {
      expect(verify({ header: hmacHeader("", body), webhookSecret })).toEqual(
        refusedFor("webhookSecret is blank"),
      );
    },
  );

  test("without a word of the secret in the reason", () => {
    const verdict = verify({ header: signed({ secret: "whsec_other" }) });
    expect(JSON.stringify(verdict)).not.toContain(secret);
  });
});
