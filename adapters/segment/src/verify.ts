import {
  liveSecrets,
  matchesHmac,
  refused,
  verified,
  type Verdict,
  type VerifyContext,
  type WebhookRequest,
} from "@spindlebus/bus/adapter";

/**
 * Whether a request carries the signature of Segment's webhook destination: HMAC-SHA1 of the body under the shared
 * secret, in hex. It covers no time, so a recorded request stays good: the bus tells it by its messageId.
 */
export function verifySegmentSignature(
  { headers, rawBody }: WebhookRequest,
  { secrets }: VerifyContext<unknown, { readonly sharedSecret: string }>,
): Verdict {
  const given = headers["x-signature"];
  if (!given) return refused("no X-Signature header");
  const keys = liveSecrets(secrets.sharedSecret);
  if (keys.length === 0) return refused("the connection's sharedSecret is blank");
  if (matchesHmac(given, { hash: "sha1", encoding: "hex" }, keys, rawBody)) return verified();
  return refused(`X-Signature fits none of ${keys.length} shared secrets`);
}
