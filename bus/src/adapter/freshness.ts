import { refused, verified, type Verdict } from "./webhook.ts";

/**
 * Whether a signature of this time (Unix seconds) is neither older nor newer than `toleranceSeconds`: who has recorded a
 * request may not send it again next week, and a time from the future would let him.
 */
export function freshness(
  signedAtSeconds: number,
  { nowMs, toleranceSeconds = 300 }: { readonly nowMs: number; readonly toleranceSeconds?: number },
): Verdict {
  const age = Math.floor(nowMs / 1_000) - signedAtSeconds;
  if (Number.isNaN(age)) return refused("the time of the signature is no number");
  const most = `at most ${toleranceSeconds} s are tolerated`;
  if (age > toleranceSeconds) return refused(`signed ${age} s ago; ${most}`);
  if (age < -toleranceSeconds) return refused(`signed ${-age} s in the future; ${most}`);
  return verified();
}
