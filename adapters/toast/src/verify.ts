import {
  freshness,
  liveSecrets,
  matchesHmac,
  refused,
  type Verdict,
  type VerifyContext,
  type WebhookRequest,
} from "@spindlebus/bus/adapter";
import { readJson } from "@spindlebus/contracts";
import type { ToastSecrets, ToastSettings } from "./settings.ts";
import { instantOf, VendorTime } from "./vendor-time.ts";

/**
 * Whether a request carries Toast's signature: base64 HMAC-SHA256 over the raw body and a timestamp after it. Toast does not
 * say which timestamp; the body's own, spelled as there, is the only one that is sent (setting `signedText`).
 */
export function verifyToastSignature(
  { headers, rawBody }: WebhookRequest,
  {
    settings,
    secrets,
    nowMs,
  }: VerifyContext<
    Pick<ToastSettings, "signedText" | "toleranceSeconds">,
    Pick<ToastSecrets, "webhookSecret">
  >,
): Verdict {
  const given = headers["toast-signature"];
  if (!given) return refused("no Toast-Signature header");
  const timestamp = timestampIn(rawBody);
  if (timestamp === undefined) return refused("the body has no readable timestamp");
  const keys = liveSecrets(secrets.webhookSecret);
  if (keys.length === 0) return refused("the connection's webhookSecret is blank");
  const signed = settings.signedText === "body" ? [rawBody] : [rawBody, timestamp];
  if (!matchesHmac(given, { hash: "sha256", encoding: "base64" }, keys, ...signed))
    return refused(`Toast-Signature fits none of ${keys.length} webhook secrets`);
  const { toleranceSeconds } = settings;
  return freshness(Math.floor(Date.parse(instantOf(timestamp)) / 1_000), { nowMs, toleranceSeconds });
}

/** The timestamp as it is spelled in the body. */
function timestampIn(rawBody: Uint8Array): string | undefined {
  const json = readJson(rawBody, { bigIntegers: "string" });
  if (!json.ok || typeof json.value !== "object" || json.value === null) return undefined;
  const time = "timestamp" in json.value ? VendorTime.safeParse(json.value.timestamp) : undefined;
  return time?.success ? time.data : undefined;
}
