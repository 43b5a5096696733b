import { blocked, rejected, throttled, type Outcome, type VendorResponse } from "@spindlebus/bus/adapter";
import { ErrorAnswer } from "./vendor.ts";

/** What an answer other than 2xx means. 5xx never comes here: the bus takes it as in doubt. */
export function refusal({ status, json }: VendorResponse): Outcome {
  const answer = ErrorAnswer.safeParse(json);
  const { code, message } = answer.success
    ? answer.data.error
    : { code: `http_${status}`, message: `Acme answered ${status}.` };
  // The bus reads Retry-After itself.
  if (status === 429) return throttled(`${code}: ${message}`);
  if (status === 401 || status === 403)
    return blocked(
      "credentials_refused",
      `Acme refused the credentials (${status}): mend the secret apiKey of this connection, or its rights, then replay.`,
    );
  return rejected(code, message);
}
