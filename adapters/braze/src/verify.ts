import {
  isSharedSecret,
  liveSecrets,
  refused,
  verified,
  type Verdict,
  type VerifyContext,
  type WebhookRequest,
} from "@spindlebus/bus/adapter";

type Secrets = { readonly postbackSecret?: string | undefined };

/** Whether a postback carries its secret. Braze signs nothing and sends no header of ours: the URL alone can be secret. */
export function verifyPostback(
  { path }: WebhookRequest,
  { secrets }: VerifyContext<unknown, Secrets>,
): Verdict {
  const live = liveSecrets(secrets.postbackSecret ?? "");
  if (live.length === 0) return refused("the connection's postbackSecret is blank");
  const given = new URLSearchParams(path.split("?")[1] ?? "").get("key");
  if (!given) return refused("the URL has no key");
  return isSharedSecret(given, live)
    ? verified()
    : refused(`the key in the URL fits none of ${live.length} live secrets`);
}
