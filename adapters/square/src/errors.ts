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
  if (code === "VERSION_MISMATCH" || (status === 409 && code === "CONFLICT")) return retry(code, message);
  if (misconfigured.has(code))
    return blocked(code.toLowerCase(), `Mend the setting squareVersion. ${message}`);
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

const misconfigured: ReadonlySet<string> = new Set([
  "INVALID_SQUARE_VERSION_FORMAT",
  "API_VERSION_INCOMPATIBLE",
]);

const keyReused = (message: string): string =>
  "Square knows this idempotency key with other parameters: the connection's settings or the adapter changed between two " +
  `tries. Look at Square whether it was done, then answer. Square says: ${message}`;

const credentialsRefused = (status: number, message: string): string =>
  `Square refused the credentials (${status}): mend the secret accessToken of this connection, or its scopes, then replay. Square says: ${message}`;

const notSquare = (status: number): string =>
  `The answer (${status}) is not Square's: mend the setting baseUrl of this connection, or what stands in between, then replay.`;
