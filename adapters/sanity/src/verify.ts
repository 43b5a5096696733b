import {
  freshness,
  liveSecrets,
  matchesHmac,
  refused,
  type Verdict,
  type VerifyContext,
  type WebhookRequest,
} from "@spindlebus/bus/adapter";
import type { SanitySecrets, SanitySettings } from "./settings.ts";

/**
 * Whether a request carries Sanity's signature: `t=<ms>,v1=<HMAC-SHA256 of "<t>.<raw body>" in base64url>` under any live
 * secret (source of `@sanity/webhook`, which the tests compare with this). That toolkit never looks at the age; the bus does.
 */
export function verifySanitySignature(
  { headers, rawBody }: WebhookRequest,
  {
    settings,
    secrets,
    nowMs,
  }: VerifyContext<Pick<SanitySettings, "signatureToleranceSeconds">, Pick<SanitySecrets, "webhookSecret">>,
): Verdict {
  const [, time, given] =
    /^t=(\d{13}),v1=([\w-]{43})$/.exec(headers["sanity-webhook-signature"]?.trim() ?? "") ?? [];
  if (time === undefined || given === undefined)
    return refused("no sanity-webhook-signature of the known form");
  const keys = liveSecrets(secrets.webhookSecret);
  if (!matchesHmac(given, { hash: "sha256", encoding: "base64url" }, keys, `${time}.`, rawBody))
    return refused(`the signature fits none of ${keys.length} secrets`);
  const toleranceSeconds = settings.signatureToleranceSeconds;
  return freshness(Math.floor(Number(time) / 1_000), { nowMs, toleranceSeconds });
}
