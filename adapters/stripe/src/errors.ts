import {
  blocked,
  inDoubt,
  rejected,
  retry,
  throttled,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { ErrorAnswer } from "./vendor.ts";

/**
 * What an answer other than 2xx means (docs.stripe.com/error-low-level, /api/errors, /api/idempotent_requests). 5xx
 * never comes here: the bus takes it as in doubt, and asks again with the same key.
 */
export function refusal(response: VendorResponse): Outcome {
  const { status } = response;
  const answer = ErrorAnswer.safeParse(response.json);
  const error = answer.success ? answer.data.error : undefined;
  const code = error?.code ?? error?.type ?? `http_${status}`;
  const message = error?.message ?? `Stripe answered ${status}.`;

  // Before the header that forbids another try: it speaks to clients that try at once, and the bus waits for the limit.
  if (status === 429 || code === "rate_limit") return throttled(`${code}: ${message}`);
  if (status === 401 || status === 403)
    return blocked("credentials_refused", credentialsRefused(status, message));
  if (!error) return blocked("not_stripe", notStripe(status));
  if (isAboutTheKey(status, error)) return inDoubt(code, keyTrouble(status, message));
  if (worthRetrying(response)) return retry(code, message);
  return rejected(error.decline_code ?? code, message);
}

/** Stripe's own code of an error; a proxy has none. */
export function errorCodeOf({ json }: VendorResponse): string | undefined {
  const answer = ErrorAnswer.safeParse(json);
  return answer.success ? (answer.data.error.code ?? undefined) : undefined;
}

/** Stripe's own word where it gives one (`Stripe-Should-Retry`); else a conflict is over soon, and nothing else is. */
function worthRetrying({ status, headers }: VendorResponse): boolean {
  const advice = headers["stripe-should-retry"];
  return advice === "true" || (advice !== "false" && status === 409);
}

type StripeError = ErrorAnswer["error"];

/**
 * Another request under our key is under way (409), or was made with other parameters (400). Either may have been an
 * earlier try of this very refund, so the answer proves nothing: as a refusal it would get a new key, and the guest his
 * money twice.
 */
function isAboutTheKey(status: number, { type, code }: StripeError): boolean {
  return type === "idempotency_error" || (status === 409 && code === "idempotency_key_in_use");
}

function keyTrouble(status: number, message: string): string {
  if (status === 409) return message;
  return (
    "Stripe knows this idempotency key with other parameters: the connection's settings or the adapter changed between " +
    `two tries. Look in Stripe whether the refund exists (metadata refund_id), then answer. Stripe says: ${message}`
  );
}

const credentialsRefused = (status: number, message: string): string =>
  `Stripe refused the credentials (${status}): mend the secret apiKey of this connection, or its rights, then replay. Stripe says: ${message}`;

const notStripe = (status: number): string =>
  `The answer (${status}) is not Stripe's: mend the setting baseUrl of this connection, or what stands in between, then replay.`;
