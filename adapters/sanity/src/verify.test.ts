import { encodeSignatureHeader, isValidRequest, SIGNATURE_HEADER_NAME } from "@sanity/webhook";
import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { signatureHeader } from "../simulator/webhook.ts";
import { SanitySettings } from "./settings.ts";
import { verifySanitySignature } from "./verify.ts";

const secret = "sanity-test-secret";
const nowMs = 1_767_225_600_000;
const body = '{"id":"evt-1","type":"order.paid","note":"crème brûlée ☕"}';
const vector = `t=${nowMs},v1=ajcNaH9XLCo2Kd78SSFvxPSacVOG1Yo9Wyr7EZVVa7Y`;

const verify = (
  signature: string | undefined,
  { text = body, webhookSecret = secret, ...settings }: Record<string, string> = {},
) =>
  verifySanitySignature(
    {
      method: "POST",
      path: "/v1/webhooks/sanity/events",
      headers: signature === undefined ? {} : { [SIGNATURE_HEADER_NAME]: signature },
      rawBody: Buffer.from(text),
    },
    { settings: SanitySettings.parse(settings), secrets: { token: "t", webhookSecret }, nowMs } as never,
  );

test("what the official toolkit signs is verified, and its signature is the known vector", async () => {
  const signature = await encodeSignatureHeader(body, nowMs, secret);
  expect(signature).toBe(vector);
  expect(verify(signature)).toEqual({ ok: true });
});

test("what the simulator signs the official toolkit verifies", async () => {
  const headers = signatureHeader(body, secret, nowMs);
  expect(await isValidRequest({ headers, body }, secret)).toBe(true);
  expect(verify(headers[SIGNATURE_HEADER_NAME])).toEqual({ ok: true });
});

test("while the secret is rolled both are good", async () => {
  const old = await encodeSignatureHeader(body, nowMs, "the-old-secret");
  const webhookSecret = `${secret}, the-old-secret`;
  expect(verify(old, { webhookSecret })).toEqual({ ok: true });
  expect(verify(vector, { webhookSecret })).toEqual({ ok: true });
  expect(verify(old)).toMatchObject({ ok: false });
});

test.each([-1_801, 1_801])(
  "a signature of %i s from now is not fresh, although the toolkit takes it",
  async (seconds) => {
    const signature = await encodeSignatureHeader(body, nowMs - seconds * 1_000, secret);
    const headers = { [SIGNATURE_HEADER_NAME]: signature };
    expect(await isValidRequest({ headers, body }, secret)).toBe(true);
    expect(verify(signature)).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/1800 s are tolerated/),
    });
    const within = await encodeSignatureHeader(body, nowMs - Math.sign(seconds) * 1_800_000, secret);
    expect(verify(within)).toEqual({ ok: true });
  },
);

test("another body, secret, time, form or no signature is refused", () => {
  const [time = "", digest = ""] = vector.split(",");
  const hex = createHmac("sha256", secret).update(`${nowMs}.${body}`).digest("hex");
  expect(verify(vector, { text: `${body} ` })).toMatchObject({ ok: false });
  expect(verify(vector, { text: JSON.stringify(JSON.parse(body), null, 1) })).toMatchObject({ ok: false });
  const others = [
    undefined,
    "",
    `${time},${digest.toLowerCase()}`,
    `t=${nowMs + 1},${digest}`,
    `t=${nowMs / 1_000},${digest}`,
    `${time},v0=${digest.slice(3)}`,
    `${time},v1=${hex}`,
    `${vector}=`,
    `${vector}, ${vector}`,
    digest,
  ];
  for (const other of others) expect(verify(other)).toMatchObject({ ok: false });
});

test("a blank secret proves nothing", () => {
  const forged = createHmac("sha256", "").update(`${nowMs}.${body}`).digest("base64url");
  expect(verify(`t=${nowMs},v1=${forged}`, { webhookSecret: " , " })).toMatchObject({ ok: false });
});
