import {
  liveSecrets,
  matchesHmac,
  refused,
  verified,
  type Verdict,
  type VerifyContext,
  type WebhookRequest,
} from "@spindlebus/bus/adapter";

type Settings = { readonly webhookUrl: string };
type Secrets = { readonly signatureKey: string };

/**
 * Whether a request carries Square's signature: HMAC-SHA256 in base64 of the notification URL as registered and the raw
 * body, under any of the subscription's keys (developer.squareup.com/docs/webhooks/step3validate). Square signs no time, so
 * there is no freshness: a repeat is a duplicate by its event_id. The older `x-square-signature` (SHA-1) proves nothing here.
 */
export function verifySquareSignature(
  { headers, rawBody }: WebhookRequest,
  { settings, secrets }: VerifyContext<Settings, Secrets>,
): Verdict {
  const given = headers["x-square-hmacsha256-signature"];
  if (!given) return refused("no x-square-hmacsha256-signature header");
  const keys = liveSecrets(secrets.signatureKey);
  if (keys.length === 0) return refused("the connection's signatureKey is blank");
  const form = { hash: "sha256", encoding: "base64" } as const;
  return matchesHmac(given, form, keys, settings.webhookUrl, rawBody)
    ? verified()
    : refused(
        `the signature fits none of ${keys.length} keys over the setting webhookUrl and the body; the URL must be as registered at Square`,
      );
}
