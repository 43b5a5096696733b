import type { Envelope, VendorError } from "@spindlebus/contracts";
import type { Emission, Next, Outcome, Rejected } from "./outcome.ts";
import type { VendorRequest } from "./request.ts";
import type { VendorResponse } from "./response.ts";

/** The outcome as it is; where it is a refusal, with the messages that tell it. */
export function tellingRefusal<Ended extends Outcome | Next | VendorRequest>(
  outcome: Ended,
  emit: (refusal: Rejected) => readonly Emission[],
): Ended {
  return outcome.kind === "rejected" ? { ...outcome, emit: emit(outcome) } : outcome;
}

/** A refusal in the vendor's own words, as canonical messages carry it; what is longer than they allow is cut. */
export const vendorErrorOf = ({ code, message }: Rejected): VendorError => ({
  vendorCode: code.slice(0, longestCode),
  message: message.slice(0, longestText),
  retryable: false,
});

/** Canonical reasons, each by what a vendor's code and text say of it; the first that fits counts. */
export type RefusalReasons<Reason extends string> = readonly (readonly [RegExp, Reason])[];

/** Why the vendor refused, by patterns over `<code> <text>`; what fits none is `other`. */
export const refusalReason = <Reason extends string>(
  { code, message }: Rejected,
  reasons: RefusalReasons<Reason>,
): Reason | "other" => reasons.find(([words]) => words.test(`${code} ${message}`))?.[1] ?? "other";

const longestCode = 100;
const longestText = 500;

/**
 * When the vendor answered: by the header `Date` of its answer, for an adapter has no clock; else, and where nothing was
 * sent, the time of the message or of its acceptance.
 */
export function answeredAt({ id, time }: Envelope, response?: VendorResponse): string {
  const date = Date.parse(response?.headers["date"] ?? "");
  if (!Number.isNaN(date)) return new Date(date).toISOString();
  // The bus's id begins with the milliseconds at which it accepted the message (UUIDv7).
  return time ?? new Date(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toISOString();
}
