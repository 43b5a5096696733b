import { freshness } from "./freshness.ts";
import { liveSecrets, matchesHmac } from "./signature.ts";
import { refused, type Verdict, type VerifyContext, type WebhookRequest } from "./webhook.ts";

/**
 * Verifies what is signed by Standard Webhooks 1.0.0 (standardwebhooks.com) or by Svix, symmetric scheme `v1`:
 * HMAC-SHA256, in base64, of `<id>.<timestamp>.<body>`. `pick` names the secret as the vendor shows it (`whsec_…` or base64
 * alone), or several, comma-separated, while it is being rolled. The headers begin with `webhook-`, at Svix with `svix-`.
 */
export function standardWebhookSignature<Settings, Secrets>(
  pick: (context: VerifyContext<Settings, Secrets>) => string,
  { prefix = "webhook" }: { readonly prefix?: "webhook" | "svix" } = {},
) {
  return ({ headers, rawBody }: WebhookRequest, context: VerifyContext<Settings, Secrets>): Verdict => {
    const [id, timestamp, signature] = ["id", "timestamp", "signature"].map(
      (name) => headers[`${prefix}-${name}`],
    );
    if (!id || !timestamp || !signature) return refused(`the ${prefix}- headers are not all there`);
    if (!/^\d{1,12}$/.test(timestamp)) return refused(`${prefix}-timestamp is not in Unix seconds`);
    const keys = liveSecrets(pick(context)).map((each) => Buffer.from(each.replace(/^whsec_/, ""), "base64"));
    const given = signature.split(" ").flatMap((each) => (each.startsWith("v1,") ? [each.slice(3)] : []));
    const signed = [`${id}.${timestamp}.`, rawBody] as const;
    const form = { hash: "sha256", encoding: "base64" } as const;
    if (!given.some((each) => matchesHmac(each, form, keys, ...signed)))
      return refused(`no v1 signature fits any of ${keys.length} secrets`);
    return freshness(Number(timestamp), context);
  };
}
