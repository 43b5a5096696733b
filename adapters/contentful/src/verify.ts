import {
  freshness,
  liveSecrets,
  matchesHmac,
  refused,
  type Verdict,
  type VerifyContext,
  type WebhookRequest,
} from "@spindlebus/bus/adapter";
import type { ContentfulSecrets, ContentfulSettings } from "./settings.ts";

const signedHeadersName = "x-contentful-signed-headers";
const timestampName = "x-contentful-timestamp";

/**
 * Whether a request carries Contentful's signature: HMAC-SHA256 in hex of the canonical request under any of the space's
 * secrets (source of `@contentful/node-apps-toolkit`, which the tests compare with this).
 */
export function verifyContentfulSignature(
  { method, path, headers, rawBody }: WebhookRequest,
  { settings, secrets, nowMs }: VerifyContext<ContentfulSettings, ContentfulSecrets>,
): Verdict {
  const signature = headers["x-contentful-signature"];
  const timestamp = headers[timestampName];
  const list = headers[signedHeadersName];
  if (!signature || !timestamp || !list) return refused("the x-contentful- headers are not all there");
  if (!/^\d{13}$/.test(timestamp)) return refused(`${timestampName} is not in milliseconds`);
  const names = list.split(",").map((name) => name.trim().toLowerCase());
  // What is not signed could be changed by whoever has recorded a request.
  for (const name of [timestampName, signedHeadersName, "x-contentful-topic"])
    if (!names.includes(name)) return refused(`${name} is not signed`);
  const signed = canonicalRequest({ method, path: settings.webhookPath ?? path, headers, names });
  const keys = liveSecrets(secrets.signingSecret);
  if (!matchesHmac(signature, { hash: "sha256", encoding: "hex" }, keys, signed, rawBody))
    return refused(`the signature fits none of ${keys.length} secrets`);
  const toleranceSeconds = settings.signatureToleranceSeconds;
  return freshness(Math.floor(Number(timestamp) / 1_000), { nowMs, toleranceSeconds });
}

type Signed = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly names: readonly string[];
};

/** The text that is signed, up to the body that follows it. */
export function canonicalRequest({ method, path, headers, names }: Signed): string {
  const pairs = [...new Set(names)]
    .filter((name) => headers[name] !== undefined)
    .toSorted()
    .map((name) => `${name}:${headers[name]?.trim()}`);
  return `${method}\n${signedPath(path)}\n${pairs.join(";")}\n`;
}

/** Contentful escapes a query as if it were one value, and then the whole once more: `?a=b` is signed as `?a%253Db`. */
function signedPath(path: string): string {
  const [pathname = "", search] = path.split("?");
  return encodeURI(search ? `${pathname}?${encodeURIComponent(search)}` : pathname);
}
