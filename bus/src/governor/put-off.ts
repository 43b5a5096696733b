import type { Traffic } from "../delivery/gate.ts";
import type { Bookings } from "./bookings.ts";
import type { GateLimits } from "./accounts.ts";
import type { LocalScope } from "./scope.ts";

/** For how long a delivery is put off, and why. */
export type Postponed = { readonly forMs: number; readonly reason: string };

type Standing = {
  readonly key: string | undefined;
  readonly traffic: Traffic;
  readonly waitedMs: number;
  /** How many wait for the same key before it. */
  readonly ahead: number;
  readonly nowMs: number;
  readonly whole: LocalScope;
  readonly account: LocalScope | undefined;
  readonly limits: GateLimits;
  readonly bookings: Bookings;
};

/** A token that waits longer is in the way of others. */
const patienceMs = 5_000;
/** Between two that come back to a key without a rate of its own. */
const apartMs = 10;

/**
 * Whether a delivery should not wait here any longer: because its account is closed or has too much to do, or because it
 * is a replay whose share is used up, and retries may stand behind it. A closed connection puts nobody off: what waits
 * for it waits in the queue.
 */
export function putOff(standing: Standing): Postponed | undefined {
  const { key, account, traffic, waitedMs, whole, limits, nowMs, bookings } = standing;
  const later = (
    line: string,
    earliestMs: number,
    perSecond: number | undefined,
    reason: string,
  ): Postponed => {
    const everyMs = perSecond !== undefined && Number.isFinite(perSecond) ? 1_000 / perSecond : apartMs;
    return { forMs: Math.ceil(bookings.book(line, nowMs + earliestMs, everyMs) - nowMs), reason };
  };
  const shutForMs = account?.shutForMs() ?? 0;
  if (key !== undefined && shutForMs > patienceMs)
    return later(key, shutForMs, limits.perKey?.perSecond, "the vendor closed this account");
  if (key !== undefined && waitsTooLong(standing))
    return later(key, patienceMs, limits.perKey?.perSecond, "the account's share is used up");
  if (traffic === "replay" && waitedMs >= patienceMs && whole.shutForMs() === 0)
    return later("", patienceMs, limits.perSecond, "the replays' share is used up");
  return undefined;
}

function waitsTooLong({ account, waitedMs, ahead, limits: { perKey } }: Standing): boolean {
  const rate = perKey?.perSecond ?? Number.POSITIVE_INFINITY;
  if ((ahead * 1_000) / rate > patienceMs) return true;
  return waitedMs >= patienceMs && account?.mayPass() === false;
}
