import {
  answerJson,
  isSharedSecret,
  liveSecrets,
  refused,
  verified,
  type Verdict,
  type VerifyContext,
  type WebhookAnswer,
  type WebhookRequest,
} from "@spindlebus/bus/adapter";
import type { OktaSettings } from "./settings.ts";

type Secrets = { readonly webhookSecret: string };

/** Whether a request carries the hook's secret. Nothing is signed at Okta: the secret is all there is. */
export function verifySecret(
  { headers }: WebhookRequest,
  { settings, secrets }: VerifyContext<OktaSettings, Secrets>,
): Verdict {
  const given = headers[settings.webhookHeader];
  if (!given) return refused(`no header ${settings.webhookHeader}`);
  const live = liveSecrets(secrets.webhookSecret);
  if (live.length === 0) return refused("the connection's webhookSecret is blank");
  return isSharedSecret(given.trim(), live)
    ? verified()
    : refused(`the header ${settings.webhookHeader} fits none of ${live.length} live secrets`);
}

/** Okta's one-time question whether this is the right place: the header comes back. It says nothing that the asker did not. */
export function answerChallenge({ method, headers }: WebhookRequest): WebhookAnswer | undefined {
  const challenge = headers["x-okta-verification-challenge"];
  return method === "GET" && challenge ? answerJson({ verification: challenge }) : undefined;
}
