import {
  applied,
  blocked,
  inDoubt,
  rejected,
  throttled,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { TrackingAnswer } from "./vendor.ts";

/** Statuses after which Segment's own library tries again without knowing what became of the request. */
const unclear: ReadonlySet<number> = new Set([408, 410, 460]);

/**
 * Reads an answer of the Tracking API. 200 says that the request was taken in, and nothing of what becomes of its events:
 * Segment answers 200 to events that it drops later, too. 5xx never comes here: the bus takes it as in doubt.
 */
export function readAnswer(response: VendorResponse): Outcome {
  const { status } = response;
  const read = TrackingAnswer.safeParse(response.json);
  const message = (read.success ? read.data.message : undefined) ?? `Segment answered ${status}.`;
  if (status >= 200 && status < 300) {
    if (read.success && read.data.success === true) return applied();
    return inDoubt("unreadable_answer", `Segment answered ${status} without saying success.`);
  }
  if (status === 429) return throttled("Segment answered 429.");
  if (status === 401 || status === 403) return credentialsRefused(status);
  if (unclear.has(status)) return inDoubt(`http_${status}`, message);
  if (status === 404 || (status >= 300 && status < 400)) return notSegment(status);
  return rejected(`http_${status}`, message);
}

const credentialsRefused = (status: number): Outcome =>
  blocked(
    "credentials_refused",
    `Segment refused the write key (${status}): mend the secret writeKey of this connection, then replay.`,
  );

const notSegment = (status: number): Outcome =>
  blocked(
    "not_segment",
    `The answer (${status}) is not the Tracking API's: mend the setting baseUrl of this connection, then replay.`,
  );
