import {
  isSharedSecret,
  liveSecrets,
  refused,
  verified,
  type Verdict,
  type VerifyContext,
  type WebhookRequest,
} from "@spindlebus/bus/adapter";
import type { Auth0Settings } from "./settings.ts";

type Secrets = { readonly webhookSecret: string };

/** Whether a request carries the stream's secret. Nothing is signed at Auth0: the secret is all there is. */
export function verifySecret(
  { headers }: WebhookRequest,
  { settings, secrets }: VerifyContext<Auth0Settings, Secrets>,
): Verdict {
  const given = headers[settings.webhookHeader];
  if (!given) return refused(`no header ${settings.webhookHeader}`);
  const live = liveSecrets(secrets.webhookSecret);
  if (live.length === 0) return refused("the connection's webhookSecret is blank");
  return isSharedSecret(credentials(given), live)
    ? verified()
    : refused(`the header ${settings.webhookHeader} fits none of ${live.length} live secrets`);
}

/** What is secret in the header: the token of Bearer, user and password of Basic (RFC 7617), else all of it. */
function credentials(header: string): string {
  const [, scheme = "", rest = ""] = /^(bearer|basic) +(\S+)$/i.exec(header.trim()) ?? [];
  if (scheme === "") return header.trim();
  return scheme.toLowerCase() === "basic" ? Buffer.from(rest, "base64").toString("utf8") : rest;
}
