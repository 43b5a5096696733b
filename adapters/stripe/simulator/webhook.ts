import type { WebhookContent } from "@spindlebus/bus/testing";
import { createHmac } from "node:crypto";
import { webhookSecrets } from "../src/verify.ts";
import type { SimulatedRefund } from "./ledger.ts";

type Told = {
  readonly refund: SimulatedRefund;
  readonly idempotencyKey: string | null;
  readonly secrets: { readonly webhookSecret: string };
  readonly nowMs: () => number;
};

/** Stripe's `refund.created` about a refund, signed anew for each try as Stripe does. */
export function signedWebhook({ refund, idempotencyKey, secrets, nowMs }: Told): WebhookContent {
  const number = refund.id.replace(/^re_/, "");
  const body = JSON.stringify({
    id: `evt_${number}`,
    object: "event",
    api_version: "2026-10-28.endive",
    created: refund.created,
    data: { object: refund },
    livemode: false,
    pending_webhooks: 1,
    request: { id: `req_${number}`, idempotency_key: idempotencyKey },
    type: "refund.created",
  });
  const headers = () => ({
    "content-type": "application/json; charset=utf-8",
    "stripe-signature": signatureHeader(body, secrets.webhookSecret, Math.floor(nowMs() / 1_000)),
  });
  return { headers, body };
}

/** The header that Stripe sends: one `v1` for each live secret. */
export function signatureHeader(body: string, webhookSecret: string, timestamp: number): string {
  const signatures = webhookSecrets(webhookSecret).map(
    (secret) => `v1=${createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex")}`,
  );
  return [`t=${timestamp}`, ...signatures].join(",");
}
