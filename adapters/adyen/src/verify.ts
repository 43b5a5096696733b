import {
  isSharedSecret,
  liveSecrets,
  matchesHmac,
  refused,
  verified,
  type Verdict,
  type VerifyContext,
  type WebhookRequest,
} from "@spindlebus/bus/adapter";
import { isRecord, readJson } from "@spindlebus/contracts";
import type { AdyenSecrets } from "./settings.ts";
import { signedText } from "./signature.ts";

/**
 * Whether every item of a standard webhook carries Adyen's signature under one of the connection's keys, and the
 * request the user and password that were set. Adyen signs no time: an old item is a duplicate by its event id.
 */
export function verifyNotification(
  { headers, rawBody }: WebhookRequest,
  { secrets }: VerifyContext<unknown, AdyenSecrets>,
): Verdict {
  if (!isOurUser(headers["authorization"], secrets))
    return refused("the user or password of the webhook (Basic authentication) is wrong or missing");
  const keys = hmacKeys(secrets.hmacKey);
  if (keys.length === 0) return refused("the connection's hmacKey is blank or not hexadecimal");
  const items = itemsIn(rawBody);
  if (items === undefined) return refused("the body is not a standard notification");
  if (items.length === 0) return refused("there is no item, so nothing is signed");
  const unproven = items.findIndex((item) => !isSigned(item, keys));
  if (unproven >= 0) return refused(`item ${unproven} fits none of ${keys.length} HMAC keys`);
  return verified();
}

/** The live keys: several, comma-separated, while a key is being changed. What is not hexadecimal is none. */
export function hmacKeys(hmacKey: string): readonly Uint8Array[] {
  const keys = liveSecrets(hmacKey).filter((key) => /^([0-9a-f]{2})+$/i.test(key));
  return keys.map((key) => Buffer.from(key, "hex"));
}

function itemsIn(rawBody: Uint8Array): readonly unknown[] | undefined {
  // Read as the translation will read it: what was verified must be what is believed.
  const body = readJson(rawBody, { bigIntegers: "string" });
  if (!body.ok || !isRecord(body.value)) return undefined;
  const items: unknown = body.value["notificationItems"];
  if (!Array.isArray(items)) return undefined;
  return items.map((each: unknown) => (isRecord(each) ? each["NotificationRequestItem"] : undefined));
}

function isSigned(item: unknown, keys: readonly Uint8Array[]): boolean {
  const text = signedText(item);
  const additional = isRecord(item) ? item["additionalData"] : undefined;
  const given = isRecord(additional) ? additional["hmacSignature"] : undefined;
  if (text === undefined || typeof given !== "string") return false;
  return matchesHmac(given, { hash: "sha256", encoding: "base64" }, keys, text);
}

type WebhookUser = Pick<AdyenSecrets, "webhookUser" | "webhookPassword">;

function isOurUser(authorization = "", { webhookUser, webhookPassword }: WebhookUser): boolean {
  if (webhookUser === undefined && webhookPassword === undefined) return true;
  return isSharedSecret(authorization, basicCredentials(webhookUser, webhookPassword));
}

/** The header that Adyen sends where the webhook has a user and a password (RFC 7617). */
export const basicCredentials = (user = "", password = ""): string =>
  `Basic ${Buffer.from(`${user}:${password}`, "utf8").toString("base64")}`;
