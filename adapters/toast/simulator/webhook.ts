import type { WebhookContent } from "@spindlebus/bus/testing";
import { createHmac } from "node:crypto";

/** A Toast webhook about a restaurant, signed with the first of the subscription's live secrets. */
export function signedWebhook(
  event: { readonly category: string; readonly type: string; readonly guid: string; readonly atMs: number },
  details: { readonly restaurantGuid: string; readonly [field: string]: unknown },
  webhookSecret: string,
): WebhookContent {
  const timestamp = new Date(event.atMs).toISOString();
  const body = JSON.stringify({
    timestamp,
    eventCategory: event.category,
    eventType: event.type,
    guid: event.guid,
    details,
  });
  const [secret = ""] = webhookSecret.split(",").map((part) => part.trim());
  let attempt = 0;
  const headers = () => ({
    "content-type": "application/json",
    "toast-signature": createHmac("sha256", secret).update(body).update(timestamp).digest("base64"),
    "toast-event-type": event.type,
    "toast-attempt-number": String((attempt += 1)),
    "toast-restaurant-external-id": details.restaurantGuid,
  });
  return { headers, body };
}
