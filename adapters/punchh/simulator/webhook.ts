import type { WebhookContent } from "@spindlebus/bus/testing";
import { createHash, createHmac } from "node:crypto";
import type { PunchhSettings } from "../src/settings.ts";

type Event = {
  readonly name: string;
  readonly type: string;
  readonly action: string;
  readonly payload: object;
  readonly atMs: number;
  /** What the event is about; its id follows from it. */
  readonly about: string;
};

/** An event of the Webhooks Manager, proven as the connection's settings say; of an HMAC the bare digest in hex. */
export function provenWebhook(
  event: Event,
  {
    settings,
    webhookSecret,
    uri,
  }: { readonly settings: PunchhSettings; readonly webhookSecret: string; readonly uri: string },
): WebhookContent {
  const hash = createHash("sha256").update(event.about).digest("hex");
  const body = JSON.stringify({
    content_id: `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`,
    timestamp: Math.floor(event.atMs / 1_000),
    business_id: 7,
    business_uuid: "5c1a0000-0000-4000-8000-000000000007",
    business_slug: "acme",
    event_name: event.name,
    event_type: event.type,
    action: event.action,
    payload: event.payload,
  });
  const [secret = ""] = webhookSecret.split(",").map((part) => part.trim());
  const headers = {
    "content-type": "application/json",
    [settings.signatureHeader]: proof(settings, secret, (settings.webhookUri ?? uri) + body),
    "x-pch-key": settings.client ?? "acme",
  };
  return { headers, body };
}

function proof({ webhookAuth }: PunchhSettings, secret: string, signed: string): string {
  switch (webhookAuth) {
    case "hmacSha256":
      return createHmac("sha256", secret).update(signed).digest("hex");
    case "hmacSha1":
      return createHmac("sha1", secret).update(signed).digest("hex");
    case "bearer":
      return `Bearer ${secret}`;
    case "basic":
      return `Basic ${Buffer.from(secret, "utf8").toString("base64")}`;
  }
}
