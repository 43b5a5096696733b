import { blocked, rejected, throttled, type Outcome, type VendorResponse } from "@spindlebus/bus/adapter";
import { ErrorAnswer } from "./vendor.ts";

/**
 * What an answer other than 2xx means. 5xx never comes here: the bus takes it as in doubt, and since all operations can be
 * repeated it repeats them.
 */
export function refusal(response: VendorResponse): Outcome {
  const { status } = response;
  const answer = ErrorAnswer.safeParse(response.json);
  const error = answer.success ? answer.data : undefined;
  const code = error?.errorCode || error?.error || `http_${status}`;
  const message = error?.message || `Auth0 answered ${status}.`;

  if (status === 429) return throttled(`${code}: ${message}`, limitResetMs(response));
  if (status === 401 || status === 403)
    return blocked("credentials_refused", credentialsRefused(status, message));
  if (!error) return blocked("not_auth0", notAuth0(status));
  return rejected(code, message);
}

/** Auth0's own id of an error where the answer has one: `inexistent_user`, `invalid_body`. */
export function errorCodeOf({ json }: VendorResponse): string | undefined {
  const answer = ErrorAnswer.safeParse(json);
  return answer.success ? (answer.data.errorCode ?? undefined) : undefined;
}

/**
 * How long until the limit is lifted. Auth0 says when (`x-ratelimit-reset`, Unix seconds) and what time it has (`date`), so
 * that nobody's clock matters; `Retry-After` comes first where it is given, and the bus reads it itself.
 */
function limitResetMs({ headers }: VendorResponse): number | undefined {
  const reset = headers["x-ratelimit-reset"];
  const now = Date.parse(headers["date"] ?? "");
  if (headers["retry-after"] !== undefined || !/^\d{9,11}$/.test(reset ?? "") || Number.isNaN(now))
    return undefined;
  return Math.max(0, Number(reset) * 1_000 - now);
}

const credentialsRefused = (status: number, message: string): string =>
  `Auth0 refused the token (${status}): the application needs the scopes create:users, read:users, update:users and ` +
  `delete:users of the Management API; grant them, then replay. Auth0 says: ${message}`;

const notAuth0 = (status: number): string =>
  `The answer (${status}) is not the Management API's: mend the setting baseUrl of this connection, or what stands in between, then replay.`;
