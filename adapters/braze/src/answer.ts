import {
  blocked,
  inDoubt,
  rejected,
  throttled,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { BrazeAnswer } from "./vendor.ts";

/** Either what Braze said when it took the request on, or the outcome that its answer amounts to. */
export type Reading = { readonly kind: "accepted"; readonly answer: BrazeAnswer } | Outcome;

/**
 * Reads an answer of any endpoint (braze.com/docs/api/errors). 2xx means that the request was well formed and queued; what
 * it says of single objects is in `errors`. Under maintenance Braze answers 202 with the message "queued". 5xx never
 * comes here: the bus takes it as in doubt.
 */
export function readAnswer(response: VendorResponse): Reading {
  const { status } = response;
  const read = BrazeAnswer.safeParse(response.json);
  const message = read.success ? read.data.message : `Braze answered ${status}.`;
  if (status >= 200 && status < 300) {
    const taken = read.success && (read.data.message === "success" || read.data.message === "queued");
    return taken ? { kind: "accepted", answer: read.data } : unreadable(status);
  }
  if (status === 429) return throttled("Braze answered 429.", untilReset(response));
  if (status === 401 || status === 403) return credentialsRefused(status, message);
  if (status === 408) return inDoubt("http_408", message);
  // Documented for an unknown key too, so it refuses nothing about this message.
  if (status === 404 || !read.success) return notBraze(status);
  return rejected(`http_${status}`, message);
}

const unreadable = (status: number): Outcome =>
  inDoubt("unreadable_answer", `Braze answered ${status} without saying "success" or "queued".`);

const credentialsRefused = (status: number, message: string): Outcome =>
  blocked(
    "credentials_refused",
    `Braze refused the credentials (${status}): mend the secret apiKey or its permissions, or the setting baseUrl (another instance does not know the key), then replay. Braze says: ${message}`,
  );

const notBraze = (status: number): Outcome =>
  blocked(
    "not_braze",
    `The answer (${status}) is not Braze's, or of another instance: mend the setting baseUrl or the secret apiKey, or what stands in between, then replay.`,
  );

/**
 * How long a limit holds. Braze gives no Retry-After but the second at which the window begins anew, so its own clock,
 * the header Date, says how long that is.
 */
function untilReset({ headers }: VendorResponse): number | undefined {
  const resetMs = Number(headers["x-ratelimit-reset"]) * 1_000;
  const nowMs = Date.parse(headers["date"] ?? "");
  const leftMs = resetMs - nowMs;
  return Number.isFinite(leftMs) ? Math.max(0, leftMs) : undefined;
}
