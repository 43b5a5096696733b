import { hmacValidator as HmacValidator, type Types } from "@adyen/api-library";
import { describe, expect, test } from "vitest";
import { signed, type UnsignedItem } from "../simulator/notification.ts";
import { signedText } from "./signature.ts";
import { verifyNotification } from "./verify.ts";

const hmacKey = "00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF";
const otherKey = "FF".repeat(32);
const sdk = new HmacValidator();

const item: UnsignedItem = {
  pspReference: "QFQTPCQ8HXSKGK82",
  originalReference: "9913140798220028",
  merchantAccountCode: "BusTestMerchant",
  merchantReference: "order-1",
  amount: { value: 599, currency: "USD" },
  eventCode: "REFUND",
  eventDate: "2026-01-15T18:04:05+01:00",
  success: "true",
};
// Made by the official SDK for this key and item.
const vector = "qY07QNvOMGIC0WTexhzw9cB+H0mDtNTrvxMS/vDA5vw=";

/** The item as the SDK's types have it; at run time its validator reads the very same fields. */
const forSdk = (each: UnsignedItem) => each as unknown as Types.notification.NotificationRequestItem;

/** Signed by the official SDK. */
const bySdk = (each: UnsignedItem, key = hmacKey): UnsignedItem => ({
  ...each,
  additionalData: { ...each.additionalData, hmacSignature: sdk.calculateHmac(forSdk(each), key) },
});

const bodyOf = (...items: readonly unknown[]) =>
  JSON.stringify({
    live: "false",
    notificationItems: items.map((each) => ({ NotificationRequestItem: each })),
  });

type Secrets = { hmacKey?: string; webhookUser?: string; webhookPassword?: string };

function verify(body: string, secrets: Secrets = {}, authorization?: string) {
  const headers = authorization === undefined ? {} : { authorization };
  const request = { method: "POST", path: "/", headers, rawBody: Buffer.from(body, "utf8") };
  return verifyNotification(request, {
    settings: undefined,
    secrets: { apiKey: "k", hmacKey, ...secrets },
    nowMs: 0,
  });
}

const accepted = { ok: true };
const refusedFor = (reason: string) => ({ ok: false, reason: expect.stringContaining(reason) });

describe("a genuine item", () => {
  test("is signed over the text that the official SDK signs", () => {
    expect(signedText(item)).toBe(sdk.getDataToSign(forSdk(item)));
    expect(sdk.calculateHmac(forSdk(item), hmacKey)).toBe(vector);
    expect(verify(bodyOf(bySdk(item)))).toEqual(accepted);
  });

  test("is that of Adyen's published example", () => {
    const published = {
      pspReference: "7914073381342284",
      originalReference: "",
      merchantAccountCode: "TestMerchant",
      merchantReference: "TestPayment-1407325143704",
      amount: { value: 1130, currency: "EUR" },
      eventCode: "AUTHORISATION",
      success: "true",
      additionalData: { hmacSignature: "coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0=" },
    };
    const key = "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056";
    expect(verify(bodyOf(published), { hmacKey: key })).toEqual(accepted);
  });

  test.each([
    ["without an original", { originalReference: undefined }],
    ["without a reference", { merchantReference: undefined }],
    ["with colons and backslashes in the reference", { merchantReference: "a:b\\:c\\" }],
    ["beyond ASCII", { merchantReference: "crème brûlée ☕" }],
    ["of zero", { amount: { value: 0, currency: "EUR" } }],
    ["of a negative amount", { amount: { value: -5, currency: "EUR" } }],
    ["that failed", { success: "false" as const }],
  ])("%s is signed alike by the simulator and the official SDK", (_title, change) => {
    const changed = { ...item, ...change };
    expect(sdk.validateHMAC(forSdk(signed(changed, hmacKey)), hmacKey)).toBe(true);
    expect(verify(bodyOf(bySdk(changed)))).toEqual(accepted);
    expect(verify(bodyOf(signed(changed, hmacKey)))).toEqual(accepted);
  });

  test("may be signed under any of the connection's live keys, in either case", () => {
    expect(verify(bodyOf(bySdk(item)), { hmacKey: `${otherKey}, ${hmacKey.toLowerCase()}` })).toEqual(
      accepted,
    );
    expect(verify(bodyOf(bySdk(item, otherKey)), { hmacKey: `${otherKey},${hmacKey}` })).toEqual(accepted);
  });

  test("may stand among others, each with its own signature", () => {
    const others = ["CAPTURE", "REFUND_FAILED"].map((eventCode) => bySdk({ ...item, eventCode }));
    expect(verify(bodyOf(bySdk(item), ...others))).toEqual(accepted);
  });

  test("keeps its signature where the body is written in another way: only values are signed", () => {
    expect(verify(JSON.stringify(JSON.parse(bodyOf(bySdk(item))), null, 2))).toEqual(accepted);
  });
});

describe("a request is refused", () => {
  test.each([
    ["pspReference", "QFQTPCQ8HXSKGK83"],
    ["originalReference", "9913140798220029"],
    ["merchantAccountCode", "OtherMerchant"],
    ["merchantReference", "order-2"],
    ["amount", { value: 600, currency: "USD" }],
    ["amount", { value: 599, currency: "EUR" }],
    ["eventCode", "CAPTURE"],
    ["success", "false"],
  ])("when the item's %s was changed to %j", (field, value) => {
    expect(verify(bodyOf({ ...bySdk(item), [field]: value }))).toEqual(refusedFor("item 0 fits none of 1"));
  });

  test("when one of several items is not signed", () => {
    expect(verify(bodyOf(bySdk(item), item))).toEqual(refusedFor("item 1 fits none"));
  });

  test("when text was moved over a colon from one value to another, which the official SDK lets through", () => {
    const genuine = bySdk({ ...item, merchantReference: "order-1:7" });
    const forged = { ...genuine, merchantAccountCode: "BusTestMerchant:order-1", merchantReference: "7" };
    expect(sdk.validateHMAC(forSdk(forged), hmacKey)).toBe(true);
    expect(verify(bodyOf(forged))).toEqual(refusedFor("item 0 fits none"));
  });

  test.each([
    ["another key", bySdk(item, otherKey)],
    [
      "a signature in hexadecimal",
      { ...item, additionalData: { hmacSignature: Buffer.from(vector, "base64").toString("hex") } },
    ],
    ["a signature that is no text", { ...item, additionalData: { hmacSignature: 1 } }],
    ["an empty signature", { ...item, additionalData: { hmacSignature: "" } }],
    ["no additionalData", item],
    ["an item that is no object", "REFUND"],
    ["no amount", { ...bySdk(item), amount: undefined }],
  ])("with %s", (_title, each) => {
    expect(verify(bodyOf(each))).toEqual(refusedFor("item 0 fits none"));
  });

  test.each([
    "",
    "[]",
    "{}",
    '{"notificationItems":{}}',
    "no json",
    '{"notificationItems":[{}],"notificationItems":[]}',
  ])("when its body is %j", (body) => {
    expect(verify(body)).toEqual(refusedFor("not a standard notification"));
  });

  test("without any item, for then nothing is signed", () => {
    expect(verify(bodyOf())).toEqual(refusedFor("nothing is signed"));
  });

  test.each(["", " , ", "no hexadecimal"])("when the connection's key is %j", (key) => {
    expect(verify(bodyOf(bySdk(item, "")), { hmacKey: key })).toEqual(refusedFor("hmacKey is blank"));
  });

  test("without a word of the secrets in the reason", () => {
    const verdict = verify(bodyOf(item), { webhookUser: "spindle", webhookPassword: "pass-phrase" });
    expect(JSON.stringify(verdict)).not.toMatch(new RegExp(`${hmacKey}|pass-phrase`));
  });
});

describe("with a user and a password", () => {
  const secrets = { webhookUser: "spindle", webhookPassword: "s3cret:with colon" };
  const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;
  const body = bodyOf(bySdk(item));

  test("a request that carries both is accepted", () => {
    expect(verify(body, secrets, basic("spindle:s3cret:with colon"))).toEqual(accepted);
  });

  test.each([undefined, "", basic("spindle:other"), basic("other:s3cret:with colon"), "Bearer s3cret"])(
    "a request with %j is refused, though it is signed",
    (authorization) => {
      expect(verify(body, secrets, authorization)).toEqual(refusedFor("Basic authentication"));
    },
  );
});
