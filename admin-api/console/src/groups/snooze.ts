/** What ends a snooze, as it is typed. */
export type SnoozeForm = {
  readonly ends: "time" | "count" | "rate";
  readonly hours: string;
  readonly count: string;
  readonly seconds: string;
};

/** Four hours, about half a shift. */
export const usualSnooze: SnoozeForm = { ends: "time", hours: "4", count: "100", seconds: "3600" };

/** The snooze as the admin API takes it; undefined while a number is none. */
export function snoozeOf({ ends, hours, count, seconds }: SnoozeForm, nowMs: number) {
  if (ends === "time")
    return isNumber(hours) ? { until: new Date(nowMs + Number(hours) * 3_600_000).toISOString() } : undefined;
  if (!isNumber(count)) return undefined;
  if (ends === "count") return { count: Number(count) };
  return isNumber(seconds) ? { rate: { count: Number(count), seconds: Number(seconds) } } : undefined;
}

const isNumber = (text: string): boolean => /^[1-9]\d{0,6}$/.test(text);
