import {
  answerEmpty,
  isSharedSecret,
  liveSecrets,
  matchesHmac,
  refused,
  verified,
  type HmacForm,
  type Verdict,
  type VerifyContext,
  type WebhookAnswer,
  type WebhookRequest,
} from "@spindlebus/bus/adapter";
import type { PunchhSecrets, PunchhSettings } from "./settings.ts";

type Context = VerifyContext<
  Pick<PunchhSettings, "webhookAuth" | "signatureHeader" | "digestEncoding" | "webhookUri">,
  Pick<PunchhSecrets, "webhookSecret">
>;

/** Punchh verifies the URL by a GET, and then every few hours: 200, whatever it carries. */
export const answerHealthCheck = ({ method }: WebhookRequest): WebhookAnswer | undefined =>
  method === "GET" ? answerEmpty(200) : undefined;

/**
 * Whether a request is Punchh's: an HMAC of URI and body, a bearer token, or user and password, as the webhook was set up.
 * How the digest is written, and whether a word stands before it, is not public: the last word of the header counts.
 */
export function verifyPunchh(request: WebhookRequest, { settings, secrets }: Context): Verdict {
  const header = request.headers[settings.signatureHeader];
  if (!header) return refused(`no ${settings.signatureHeader} header`);
  const keys = liveSecrets(secrets.webhookSecret);
  if (keys.length === 0) return refused("the connection's webhookSecret is blank");
  const [, given = ""] = /(?:^|[\s=])([^\s=]+=*)$/.exec(header.trim()) ?? [];
  switch (settings.webhookAuth) {
    case "bearer":
      return secretVerdict(isSharedSecret(given, keys));
    case "basic":
      return secretVerdict(
        isSharedSecret(
          given,
          keys.map((key) => Buffer.from(key, "utf8").toString("base64")),
        ),
      );
    case "hmacSha1":
    case "hmacSha256":
      return hmacVerdict(request, given, keys, settings);
  }
}

const secretVerdict = (fits: boolean): Verdict =>
  fits ? verified() : refused("the secret fits none of the webhook secrets");

function hmacVerdict(
  { path, rawBody }: WebhookRequest,
  given: string,
  keys: readonly string[],
  { webhookAuth, digestEncoding, webhookUri = path }: Context["settings"],
): Verdict {
  const hash = webhookAuth === "hmacSha1" ? "sha1" : "sha256";
  const encodings: readonly HmacForm["encoding"][] =
    digestEncoding === "any" ? ["hex", "base64"] : [digestEncoding];
  const fits = encodings.some((encoding) =>
    matchesHmac(given, { hash, encoding }, keys, webhookUri, rawBody),
  );
  return fits ? verified() : refused(`the digest fits none of ${keys.length} webhook secrets`);
}
