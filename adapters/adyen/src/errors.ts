import {
  blocked,
  inDoubt,
  rejected,
  throttled,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { ServiceError } from "./vendor.ts";

/** Adyen is still at work on another request under our key, or has done it. */
const inProgress = "704";

/**
 * What an answer other than 2xx means (docs.adyen.com/development-resources/response-handling, /error-codes,
 * /api-idempotency). 5xx never comes here: the bus takes it as in doubt, and asks again with the same key.
 */
export function refusal({ status, headers, json }: VendorResponse): Outcome {
  const read = ServiceError.safeParse(json);
  const error = read.success && read.data.errorCode ? read.data : undefined;
  const code = error?.errorCode ?? `http_${status}`;
  const message = error?.message ?? `Adyen answered ${status}.`;

  if (status === 429) return throttled(`${code}: ${message}`);
  if (status === 401 || status === 403)
    return blocked("credentials_refused", credentialsRefused(status, code, message));
  // A time-out or a conflict may be about an earlier try of this very request, and Adyen's word for "try again with
  // the same key" proves no more: as a refusal it would get a new key, and the guest his money twice.
  if (status === 408 || status === 409 || code === inProgress || headers["transient-error"] === "true")
    return inDoubt(code, message);
  if (!error || status === 404 || status < 400) return blocked("not_adyen", notAdyen(status));
  return rejected(code, message);
}

const credentialsRefused = (status: number, code: string, message: string): string =>
  `Adyen refused the credentials (${status}, ${code}): mend the secret apiKey of this connection, its roles or the merchant account, then replay. Adyen says: ${message}`;

const notAdyen = (status: number): string =>
  `The answer (${status}) is not that of Adyen's Checkout API: mend the settings baseUrl and apiVersion of this connection, or what stands in between, then replay.`;
