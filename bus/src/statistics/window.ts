/** A stretch of time in equal steps; milliseconds. */
export type Window = { readonly fromMs: number; readonly toMs: number; readonly stepMs: number };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** More bars than that nobody tells apart. */
const mostSteps = 180;
/** Of a longer window whole hours are told: that is how histograms are read quickly. */
const byTheHourMs = 12 * hourMs;

/** What attempts are counted in, in minutes, for how long these counts are kept, and whether it is known how long they took. */
export const spans = [
  { minutes: 1, keptMs: 12 * hourMs, timed: false },
  { minutes: 5, keptMs: 2 * dayMs, timed: true },
  { minutes: 60, keptMs: 15 * dayMs, timed: true },
] as const;

const stepsMinutes = [1, 5, 10, 30, 60, 120, 360, 720, 1440] as const;

/**
 * The window in steps of at least `leastStepMs`, no more of them than can be shown, and as coarse as what is kept of its time.
 * It begins and ends with a step and with what histograms are kept of.
 */
export function windowOf(fromMs: number, toMs: number, nowMs: number, leastStepMs = 0): Window {
  const kept = spans.find(({ keptMs }) => fromMs >= nowMs - keptMs) ?? spans[2];
  const leastMs = Math.max(leastStepMs, kept.minutes * minuteMs, (toMs - fromMs) / mostSteps);
  const stepMs = (stepsMinutes.find((each) => each * minuteMs >= leastMs) ?? 1440) * minuteMs;
  const timedMs = toMs - fromMs > byTheHourMs ? hourMs : 5 * minuteMs;
  const unitMs = Math.max(stepMs, timedMs);
  return { fromMs: Math.floor(fromMs / unitMs) * unitMs, toMs: Math.ceil(toMs / unitMs) * unitMs, stepMs };
}

/** The coarsest spans that a window can be put together from: its steps, and the histograms of all of it. In minutes. */
export function spansOf({ fromMs, toMs, stepMs }: Window): { readonly count: number; readonly time: number } {
  const fits = (minutes: number, ...times: readonly number[]) =>
    times.every((ms) => ms % (minutes * minuteMs) === 0);
  return {
    count: spans.findLast(({ minutes }) => fits(minutes, stepMs))?.minutes ?? 1,
    time: spans.findLast(({ minutes }) => fits(minutes, fromMs, toMs))?.minutes ?? 1,
  };
}
