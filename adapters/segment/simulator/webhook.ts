import { liveSecrets } from "@spindlebus/bus/adapter";
import { createHmac } from "node:crypto";
import type { SimulatedCall } from "./calls.ts";

/** A call as the webhook destination sends it on: with the times that Segment adds, and signed. */
export function signedWebhook(call: SimulatedCall, sharedSecret: string, nowMs: number) {
  const at = new Date(nowMs).toISOString();
  const body = JSON.stringify({ ...call, timestamp: call.timestamp ?? at, sentAt: at, receivedAt: at });
  return signedBody(body, sharedSecret);
}

/** A body with its X-Signature: HMAC-SHA1 in hex, under the first live secret. */
export function signedBody(body: string, sharedSecret: string) {
  const signature = createHmac("sha1", liveSecrets(sharedSecret)[0] ?? "")
    .update(body)
    .digest("hex");
  return { headers: { "content-type": "application/json", "x-signature": signature }, body };
}
