import { liveSecrets } from "@spindlebus/bus/adapter";
import type { WebhookContent } from "@spindlebus/bus/testing";
import { createHmac } from "node:crypto";
import type { SimulatedCall } from "./calls.ts";

/** A call as the webhook destination sends it on: with the times that Segment adds, and signed with the first live secret. */
export function signedWebhook(call: SimulatedCall, sharedSecret: string, nowMs: number): WebhookContent {
  const at = new Date(nowMs).toISOString();
  const body = JSON.stringify({ ...call, timestamp: call.timestamp ?? at, sentAt: at, receivedAt: at });
  return {
    headers: { "content-type": "application/json", "x-signature": signatureOf(body, sharedSecret) },
    body,
  };
}

/** The value of X-Signature: HMAC-SHA1 in hex. */
export const signatureOf = (body: string, sharedSecret: string): string =>
  createHmac("sha1", liveSecrets(sharedSecret)[0] ?? "")
    .update(body)
    .digest("hex");
