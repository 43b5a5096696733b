import type { VendorResponse } from "../adapter/index.ts";
import type { Clock } from "./ports.ts";

/** The wait that a Retry-After header asks for (RFC 9110 §10.2.3: seconds or an HTTP date), in milliseconds. */
export function retryAfterMs({ headers }: VendorResponse, clock: Clock): number | undefined {
  const value = headers["retry-after"]?.trim();
  if (!value) return undefined;
  if (/^\d{1,8}$/.test(value)) return Number(value) * 1_000;
  if (!httpDate.test(value)) return undefined;
  // All three forms are in UTC, and the oldest does not say so.
  const at = Date.parse(value.endsWith("GMT") ? value : `${value} GMT`);
  return Number.isNaN(at) ? undefined : Math.max(0, at - clock.now());
}

/** Begins with the name of a day (RFC 9110 §5.6.7); `Date.parse` alone would take "1.5" for the fifth of January. */
const httpDate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /;
