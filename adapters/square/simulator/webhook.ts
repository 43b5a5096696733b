import type { WebhookContent } from "@spindlebus/bus/testing";
import { liveSecrets } from "@spindlebus/bus/adapter";
import { createHmac } from "node:crypto";

/** The signature that Square sends: base64 HMAC-SHA256 of the notification URL and the body. */
export const signatureOf = (body: string, webhookUrl: string, key: string): string =>
  createHmac("sha256", key).update(webhookUrl).update(body).digest("base64");

type Event = { readonly type: string; readonly eventId: string; readonly at: string; readonly id: string };
type Signing = { readonly webhookUrl: string; readonly signatureKey: string };

/** A webhook in Square's envelope; `object` is what `data.object` holds. Signed by the newest key. */
export function squareWebhook(
  { type, eventId, at, id }: Event,
  object: Readonly<Record<string, unknown>>,
  { webhookUrl, signatureKey }: Signing,
): WebhookContent {
  const [name = ""] = Object.keys(object);
  const body = JSON.stringify({
    merchant_id: merchantId,
    type,
    event_id: eventId,
    created_at: at,
    data: { type: name, id, object },
  });
  const [key = ""] = liveSecrets(signatureKey);
  return {
    headers: {
      "content-type": "application/json",
      "x-square-hmacsha256-signature": signatureOf(body, webhookUrl, key),
    },
    body,
  };
}

/** Whose Square account the simulator is. */
export const merchantId = "SIMMERCHANT01";
