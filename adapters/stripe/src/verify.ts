import {
  matchesHmacSha256Hex,
  refused,
  verified,
  type Verdict,
  type VerifyContext,
  type WebhookRequest,
} from "@spindlebus/bus/adapter";

/** Stripe's own tolerance for the age of a signature; unlike its SDK we also refuse what comes from the future. */
const toleranceSeconds = 300;

/** Whether a request carries Stripe's signature: HMAC-SHA256 of `<t>.<raw body>` under any of the endpoint's secrets. */
export function verifyStripeSignature(
  { headers, rawBody }: WebhookRequest,
  { secrets, nowMs }: VerifyContext<unknown, { readonly webhookSecret: string }>,
): Verdict {
  const header = headers["stripe-signature"];
  if (!header) return refused("no Stripe-Signature header");
  const { timestamps, signatures } = readHeader(header);
  const [timestamp] = timestamps;
  if (timestamp === undefined || !/^\d{1,12}$/.test(timestamp))
    return refused("no t=<unix seconds> in the header");
  if (timestamps.length > 1) return refused("more than one t= in the header");
  if (signatures.length === 0) return refused("no v1= signature in the header; other schemes prove nothing");

  const keys = webhookSecrets(secrets.webhookSecret);
  if (keys.length === 0) return refused("the connection's webhookSecret is blank");
  const signed = [`${timestamp}.`, rawBody] as const;
  const matches = signatures.filter((given) =>
    keys.some((key) => matchesHmacSha256Hex(given, key, ...signed)),
  );
  if (matches.length === 0) return refused(`no v1= signature fits any of ${keys.length} webhook secrets`);
  return freshness(Number(timestamp), nowMs);
}

/** The live secrets of the endpoint: several, comma-separated, while a secret is being rolled. */
export function webhookSecrets(webhookSecret: string): readonly string[] {
  // A blank one must go: an HMAC under an empty key is one that anybody can make.
  const parts = webhookSecret.split(",").map((part) => part.trim());
  return parts.filter((part) => part !== "");
}

function readHeader(header: string) {
  const items = header.split(",").map((item) => item.trim());
  const valuesOf = (name: string) =>
    items.filter((item) => item.startsWith(`${name}=`)).map((item) => item.slice(name.length + 1));
  // Stripe writes lower-case hex, and its SDK accepts nothing else.
  return {
    timestamps: valuesOf("t"),
    signatures: valuesOf("v1").filter((value) => /^[0-9a-f]{64}$/.test(value)),
  };
}

function freshness(timestamp: number, nowMs: number): Verdict {
  const age = Math.floor(nowMs / 1_000) - timestamp;
  if (age > toleranceSeconds)
    return refused(`signed ${age} s ago; at most ${toleranceSeconds} s are tolerated`);
  if (age < -toleranceSeconds)
    return refused(`signed ${-age} s in the future; at most ${toleranceSeconds} s are tolerated`);
  return verified();
}
