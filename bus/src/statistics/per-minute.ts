import type { PerMinute } from "../operations/statistics.ts";
import type { StepCount } from "./counts.ts";
import type { Window } from "./window.ts";

const minuteMs = 60_000;
/** Long enough that a few deliveries make no jump, and short enough to be now. */
const ratedMs = 5 * minuteMs;

/** How much goes through in a minute: of the newest steps that are over, five minutes of them or one. */
export function perMinuteOf(
  steps: readonly StepCount[],
  { fromMs, toMs, stepMs }: Window,
  until: string,
): PerMinute {
  const end = Math.floor((Math.min(toMs, Date.parse(until)) - fromMs) / stepMs);
  const first = Math.max(0, end - Math.max(1, Math.round(ratedMs / stepMs)));
  const minutes = Math.max(1, ((end - first) * stepMs) / minuteMs);
  const rated = steps.filter(({ step }) => step >= first && step < end);
  const rate = (holds: (kind: StepCount["kind"]) => boolean) => {
    const sum = rated.reduce((total, { kind, count }) => total + (holds(kind) ? count : 0), 0);
    return Math.round((sum / minutes) * 10) / 10;
  };
  return {
    accepted: rate((kind) => kind === "accepted"),
    settled: rate((kind) => kind === "settled"),
    attempts: rate((kind) => kind !== "accepted"),
  };
}
