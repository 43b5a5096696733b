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

/** Stripe's `refund.created` about a refund. */
export const signedWebhook = ({ refund, ...rest }: Told): WebhookContent =>
  signedEvent({
    ...rest,
    event: {
      type: "refund.created",
      number: refund.id.replace(/^re_/, ""),
      created: refund.created,
      object: refund,
    },
  });

type Event = {
  readonly type: string;
  /** What tells it from others of this run. */
  readonly number: string;
  readonly created: number;
  readonly object: object;
};

/** An event of Stripe's, signed anew for each try as Stripe does. */
export function signedEvent({
  event: { type, number, created, object },
  idempotencyKey,
  secrets,
  nowMs,
}: Omit<Told, "refund"> & { readonly event: Event }): WebhookContent {
  const body = JSON.stringify({
    id: `evt_${number}`,
    object: "event",
    api_version: "2026-10-28.endive",
    created,
    data: { object },
    livemode: false,
    pending_webhooks: 1,
    request: { id: `req_${number}`, idempotency_key: idempotencyKey },
    type,
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
