import type { VendorResponse } from "../adapter/index.ts";
import type { Clock } from "./ports.ts";

/** The wait that a Retry-After header asks for (RFC 9110 §10.2.3: seconds or an HTTP date), in milliseconds. */
export function retryAfterMs({ headers }: VendorResponse, clock: Clock): number | undefined {
  const value = headers["retry-after"]?.trim();
  if (!value) return undefined;
  if (/^\d{1,8}$/.test(value)) return Number(value) * 1_000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - clock.now());
}
