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
 * What an answer other than 2xx means (developer.squareup.com/docs/build-basics/general-considerations/handling-errors).
 * 5xx never comes here: the bus takes it as in doubt, and asks again with the same key.
 */
export function refusal(response: VendorResponse): Outcome {
  const { status } = response;
  const answer = ErrorAnswer.safeParse(response.json);
  const error = answer.success ? answer.data.errors[0] : undefined;
  const code = error?.code ?? error?.category ?? `http_${status}`;
  const message = messageOf(error, status);
  if (status === 429 || code === "RATE_LIMITED" || error?.category === "RATE_LIMIT_ERROR")
    return throttled(`${code}: ${message}`);
  if (status === 401 || status === 403 || error?.category === "AUTHENTICATION_ERROR")
    return blocked("credentials_refused", credentialsRefused(status, message));
  if (!error) return blocked("not_square", notSquare(status));
  // The key belongs to an earlier try of this very command with other words, so nobody knows what that one did.
  if (code === "IDEMPOTENCY_KEY_REUSED") return inDoubt(code, keyReused(message));
  if (unclear.has(code) || status === 408) return inDoubt(code, message);
  if (passing.has(code) || (status === 409 && code === "CONFLICT")) return retry(code, message);
  const mend =
    misconfigured.get(code) ?? (error.category === "MERCHANT_SUBSCRIPTION_ERROR" ? subscription : undefined);
  if (mend !== undefined) return blocked(code.toLowerCase(), `${mend} ${message}`);
  return rejected(code, message);
}

type SquareError = ErrorAnswer["errors"][number];

const messageOf = (error: SquareError | undefined, status: number): string => {
  const where = error?.field ? ` (${error.field})` : "";
  return error?.detail ? `${error.detail}${where}` : `Square answered ${status}${where}.`;
};

/** Square's words for "ask again": it may have done it, and the key makes asking harmless. */
const unclear: ReadonlySet<string> = new Set([
  "REQUEST_TIMEOUT",
  "TEMPORARY_ERROR",
  "INTERNAL_SERVER_ERROR",
  "SERVICE_UNAVAILABLE",
  "GATEWAY_TIMEOUT",
  "BAD_GATEWAY",
]);

/** Nothing was done, and it will go by itself: a stale version is read again, a refund waits for what comes before it. */
const passing: ReadonlySet<string> = new Set([
  "VERSION_MISMATCH",
  "REFUND_ALREADY_PENDING",
  "REFUND_ERROR_PAYMENT_NEEDS_COMPLETION",
]);

const apiVersion = "Mend the setting squareVersion.";
const permissions = "Give the application at Square the permission.";
const subscription = "Subscribe the seller at Square to what this needs, e.g. Square Loyalty.";

/** What no message can help, and who can. */
const misconfigured: ReadonlyMap<string, string> = new Map([
  ["INVALID_SQUARE_VERSION_FORMAT", apiVersion],
  ["API_VERSION_INCOMPATIBLE", apiVersion],
  ["METHOD_NOT_ALLOWED", apiVersion],
  ["NOT_ACCEPTABLE", apiVersion],
  ["GONE", apiVersion],
  ["UNSUPPORTED_MEDIA_TYPE", apiVersion],
  ["INSUFFICIENT_PERMISSIONS", permissions],
  ["INSUFFICIENT_PERMISSIONS_FOR_REFUND", permissions],
  ["MERCHANT_SUBSCRIPTION_NOT_FOUND", subscription],
  ["CARD_PROCESSING_NOT_ENABLED", "Have the seller's account at Square enabled for card payments."],
]);

const keyReused = (message: string): string =>
  "Square knows this idempotency key with other parameters: the connection's settings or the adapter changed between two " +
  `tries. Look at Square whether it was done, then answer. Square says: ${message}`;

const credentialsRefused = (status: number, message: string): string =>
  `Square refused the credentials (${status}): mend the secret accessToken of this connection, or its scopes, then replay. Square says: ${message}`;

const notSquare = (status: number): string =>
  `The answer (${status}) is not Square's: mend the setting baseUrl of this connection, or what stands in between, then replay.`;
