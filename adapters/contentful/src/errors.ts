import {
  blocked,
  rejected,
  retry,
  throttled,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { z } from "zod";
import { ErrorAnswer } from "./vendor.ts";

/**
 * What an answer other than 2xx means (Contentful's pages "Errors" and "Rate limits"). A VersionMismatch comes here only
 * after it has been read again and again. 5xx never comes here: the bus takes it as in doubt, and reads again.
 */
export function refusal(response: VendorResponse): Outcome {
  const { status, headers } = response;
  const answer = ErrorAnswer.safeParse(response.json);
  const code = answer.success ? answer.data.sys.id : `http_${status}`;
  const said = answer.success ? (answer.data.message ?? "") : "";
  const message = `${said || `Contentful answered ${status}.`}${detailsOf(answer)}`;
  if (status === 429 || code === "RateLimitExceeded")
    return throttled(`${code}: ${message}`, resetMs(headers));
  if (status === 401 || status === 403) return blocked("credentials_refused", credentials(status, message));
  if (!answer.success) return blocked("not_contentful", notContentful(status));
  // Whoever was faster changes the version, and nothing was done.
  if (status === 409) return retry(code, message);
  return rejected(code, message);
}

/** Names of fields and rules, no values: what an editor wrote has no place in an error's text. */
function detailsOf(answer: z.ZodSafeParseResult<z.infer<typeof ErrorAnswer>>): string {
  const read = Details.safeParse(answer.data?.details);
  if (!read.success) return "";
  const faults = read.data.errors.map(({ name, path }) => `${name}${path ? ` at ${path.join(".")}` : ""}`);
  return faults.length > 0 ? ` (${faults.slice(0, 10).join("; ")})` : "";
}

const Details = z.looseObject({
  errors: z.array(
    z.looseObject({ name: z.string(), path: z.array(z.union([z.string(), z.number()])).optional() }),
  ),
});

const credentials = (status: number, message: string): string =>
  `Contentful refused the credentials (${status}): mend the secret managementToken of this connection, or its rights, then replay. Contentful says: ${message}`;

const notContentful = (status: number): string =>
  `The answer (${status}) is not Contentful's: mend the setting baseUrl of this connection, or what stands in between, then replay.`;

/**
 * The longer of Contentful's own wait, which is 0 where the limit is one of the running second, and the standard one, which
 * whoever stands in between may send.
 */
function resetMs(headers: VendorResponse["headers"]): number | undefined {
  const asked = [headers["x-contentful-ratelimit-reset"], headers["retry-after"]]
    .filter((seconds) => seconds !== undefined && /^\d{1,6}$/.test(seconds))
    .map(Number);
  return asked.length > 0 ? Math.max(1, ...asked) * 1_000 : undefined;
}
