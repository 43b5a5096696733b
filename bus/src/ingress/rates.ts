import { defaultLimits } from "@spindlebus/contracts";
import type { Clock } from "../delivery/ports.ts";
import type { Principal } from "../principal.ts";

/** Events that a producer may publish: so many a second in the long run, so many at once. */
export type Rate = { readonly perSecond: number; readonly burst: number };

/** How much of a rate is left: whole events now, and milliseconds until there are more (0: it is whole). */
export type Standing = { readonly remaining: number; readonly moreInMs: number };

/** What one producer may still publish. */
export type Allowance = {
  readonly rate: Rate;
  standing(): Standing;
  /** How long until so many events may come; 0 is now. */
  waitMs(events: number): number;
  /** Pays for events, all or none; false where they have to wait. */
  take(events: number): boolean;
};

/** The rate of a producer: its own, or the installation's; undefined where it is not limited. */
export function rateOf(
  { ratePerSecond, burst }: Pick<Principal, "ratePerSecond" | "burst">,
  fallback?: Rate,
): Rate | undefined {
  if (ratePerSecond === undefined || ratePerSecond === null) return fallback;
  return { perSecond: ratePerSecond, burst: burst ?? Math.max(1, Math.ceil(ratePerSecond)) };
}

/** The most that is owed beyond a burst: a whole batch. */
const mostDebt = defaultLimits.batchEvents;

/**
 * The allowances of producers, each one number: the time at which its burst is whole again (GCRA). Every event moves it on.
 * More events than the burst come through when the burst is whole, and are paid for afterwards: were they refused, a batch
 * that is larger than the burst would be refused for ever.
 *
 * In this process alone, and not shared: see docs/decisions/0023.
 */
export function openRates({ clock, sweepAt = 10_000 }: { readonly clock: Clock; readonly sweepAt?: number }) {
  const wholeAt = new Map<string, number>();

  return (producer: string, rate: Rate): Allowance => {
    const eventMs = 1_000 / rate.perSecond;
    const burstMs = rate.burst * eventMs;
    const owedMs = (nowMs: number) => {
      const owed = Math.max(0, (wholeAt.get(producer) ?? 0) - nowMs);
      const most = burstMs + mostDebt * eventMs;
      if (owed <= most) return owed;
      // The clock was set back, or the rate was raised: neither must shut a producer out.
      wholeAt.set(producer, nowMs + most);
      return most;
    };
    const waitMs = (events: number) => {
      const ms = Math.min(events, rate.burst) * eventMs - (burstMs - owedMs(clock.now()));
      return ms > rounding ? ms : 0;
    };
    return {
      rate,
      waitMs,
      standing: () => {
        const owed = owedMs(clock.now());
        const left = Math.max(0, (burstMs - owed) / eventMs);
        const remaining = Math.floor(left + rounding);
        return {
          remaining,
          moreInMs: owed === 0 ? 0 : Math.max(0, owed - burstMs) + (remaining + 1 - left) * eventMs,
        };
      },
      take: (events) => {
        if (waitMs(events) > 0) return false;
        const nowMs = clock.now();
        if (!wholeAt.has(producer) && wholeAt.size >= sweepAt) forgetWhole(wholeAt, nowMs);
        wholeAt.set(producer, nowMs + owedMs(nowMs) + events * eventMs);
        return true;
      },
    };
  };
}

/** Sums of fractions of a millisecond are never quite whole. */
const rounding = 1e-3;

function forgetWhole(wholeAt: Map<string, number>, nowMs: number): void {
  for (const [producer, ms] of wholeAt) if (ms <= nowMs) wholeAt.delete(producer);
}
