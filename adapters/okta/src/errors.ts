import { blocked, rejected, throttled, type Outcome, type VendorResponse } from "@spindlebus/bus/adapter";
import { ErrorAnswer } from "./vendor.ts";

/**
 * What an answer other than 2xx means. 5xx never comes here: the bus takes it as in doubt, and since all operations can be
 * repeated it repeats them.
 */
export function refusal(response: VendorResponse): Outcome {
  const { status, json } = response;
  const answer = ErrorAnswer.safeParse(json);
  const code = answer.success ? answer.data.errorCode : `http_${status}`;
  const message = answer.success ? wordsOf(answer.data) : `Okta answered ${status}.`;

  if (status === 429) return throttled(`${code}: ${message}`, limitResetMs(response));
  if (status === 401 || status === 403)
    return blocked("credentials_refused", credentialsRefused(status, code, message));
  if (!answer.success) return blocked("not_okta", notOkta(status));
  return rejected(code, message);
}

/** Okta's own code of an error, where the answer is Okta's. */
export function errorCodeOf({ json }: VendorResponse): string | undefined {
  const answer = ErrorAnswer.safeParse(json);
  return answer.success ? answer.data.errorCode : undefined;
}

/** Whether Okta itself says that there is no such user; a proxy's 404 says nothing about anybody. */
export const isGone = (response: VendorResponse): boolean =>
  response.status === 404 && errorCodeOf(response) === "E0000007";

/** "Api validation failed: login" alone names no reason; the causes do. */
function wordsOf({ errorSummary, errorCauses }: ReturnType<typeof ErrorAnswer.parse>): string {
  const causes = (errorCauses ?? []).flatMap(({ errorSummary: cause }) => cause ?? []);
  return [errorSummary ?? "Okta gives no reason.", ...causes].join(" ");
}

/** Until the limit is lifted, by Okta's own clock: `x-rate-limit-reset` (Unix seconds) against `date`, as its SDK reckons. */
function limitResetMs({ headers }: VendorResponse): number | undefined {
  const reset = headers["x-rate-limit-reset"];
  const now = Date.parse(headers["date"] ?? "");
  if (headers["retry-after"] !== undefined || !/^\d{9,11}$/.test(reset ?? "") || Number.isNaN(now))
    return undefined;
  return Math.max(0, Number(reset) * 1_000 - now);
}

const credentialsRefused = (status: number, code: string, message: string): string =>
  `Okta refused the token (${status}, ${code}): mend the secret apiToken of this connection, or the rights of the administrator ` +
  `who made it, then replay. Okta says: ${message}`;

const notOkta = (status: number): string =>
  `The answer (${status}) is not Okta's: mend the setting baseUrl of this connection, or what stands in between, then replay.`;
