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

type EventSecrets = { readonly webhookSecret: string };
type LogSecrets = { readonly logSecret?: string | undefined };

/** Whether a request carries the event stream's secret. Nothing is signed at Auth0: the secret is all there is. */
export const verifySecret = (
  { headers }: WebhookRequest,
  { settings, secrets }: VerifyContext<Auth0Settings, EventSecrets>,
): Verdict => carries(headers, settings.webhookHeader, { webhookSecret: secrets.webhookSecret });

/** Whether a request carries the log stream's Authorization token. */
export const verifyLogSecret = (
  { headers }: WebhookRequest,
  { secrets }: VerifyContext<Auth0Settings, LogSecrets>,
): Verdict => carries(headers, "authorization", { logSecret: secrets.logSecret ?? "" });

function carries(
  headers: WebhookRequest["headers"],
  header: string,
  secret: Readonly<Record<string, string>>,
): Verdict {
  const given = headers[header];
  if (!given) return refused(`no header ${header}`);
  const [[name, value] = ["", ""]] = Object.entries(secret);
  // Whoever wrote "Bearer …" as the token at Auth0 may have copied all of it.
  const live = liveSecrets(value).map(credentials);
  if (live.length === 0) return refused(`the connection's ${name} is blank`);
  return isSharedSecret(credentials(given), live)
    ? verified()
    : refused(`the header ${header} fits none of ${live.length} live secrets`);
}

/** What is secret in the header: the token of Bearer, user and password of Basic (RFC 7617), else all of it. */
function credentials(header: string): string {
  const [, scheme = "", rest = ""] = /^(bearer|basic) +(\S+)$/i.exec(header.trim()) ?? [];
  if (scheme === "") return header.trim();
  return scheme.toLowerCase() === "basic" ? Buffer.from(rest, "base64").toString("utf8") : rest;
}
