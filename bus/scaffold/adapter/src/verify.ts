import {
  freshness,
  liveSecrets,
  matchesHmac,
  refused,
  type Verdict,
  type VerifyContext,
  type WebhookRequest,
} from "@spindlebus/bus/adapter";
import type { AcmeSecrets } from "./settings.ts";

/** Whether a request carries Acme's signature: `t=<unix seconds>,v1=<HMAC-SHA256 of "<t>.<raw body>", hex>`. */
export function verifyAcmeSignature(
  { headers, rawBody }: WebhookRequest,
  { secrets, nowMs }: VerifyContext<unknown, AcmeSecrets>,
): Verdict {
  const [, seconds, given] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(headers["acme-signature"] ?? "") ?? [];
  if (seconds === undefined || given === undefined) return refused("no acme-signature of the known form");
  const keys = liveSecrets(secrets.webhookSecret);
  if (!matchesHmac(given, { hash: "sha256", encoding: "hex" }, keys, `${seconds}.`, rawBody))
    return refused(`the signature fits none of ${keys.length} secrets`);
  return freshness(Number(seconds), { nowMs });
}
