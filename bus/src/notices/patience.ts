import type { Verdict } from "./judge.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** How long to wait after each failed try of one notice: the schedule of Standard Webhooks 1.0.0, three days in all. */
const waitsMs = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const;

/** So many failures in a row make an endpoint a failing one: one notice that it cannot take does not. */
export const failingAfter = 5;
const longestRestMs = 5 * minute;

/** How long a notice waits after its n-th try has failed; undefined where that was its last. */
export function waitMsAfter(
  tries: number,
  { retryAfterMs = 0 }: Extract<Verdict, { kind: "refused" }>,
  random: () => number,
): number | undefined {
  const waitMs = waitsMs[tries - 1];
  return waitMs === undefined ? undefined : Math.max(jittered(waitMs, random), retryAfterMs);
}

/** What is known of an endpoint as a whole. */
export type Health = {
  /** Failed tries in a row, of whichever notices. */
  readonly failures: number;
};

/** An endpoint after some tries, and what that changes. */
export type Turn = Health & {
  /** How long nothing is sent to it; 0 where it is well. */
  readonly restMs: number;
  readonly turned: "failing" | "well" | "gone" | undefined;
};

/** What tries that ran at the same time make of their endpoint. A success outweighs any failure beside it, and 410 everything. */
export function turnOf(
  { failures: before }: Health,
  verdicts: readonly Verdict[],
  random: () => number,
): Turn {
  const wasFailing = before >= failingAfter;
  if (verdicts.some(({ kind }) => kind === "gone")) return { failures: before, restMs: 0, turned: "gone" };
  const askedMs = Math.max(
    0,
    ...verdicts.map((verdict) => (verdict.kind === "refused" ? (verdict.retryAfterMs ?? 0) : 0)),
  );
  if (verdicts.some(({ kind }) => kind === "delivered"))
    return { failures: 0, restMs: askedMs, turned: wasFailing ? "well" : undefined };
  // Tries that run at the same time meet the same trouble: of one that fails already they are one more.
  const failures = wasFailing ? before + 1 : Math.min(before + verdicts.length, failingAfter);
  if (failures < failingAfter) return { failures, restMs: askedMs, turned: undefined };
  const doublings = Math.min(failures - failingAfter, 10);
  const restMs = jittered(Math.min(5 * second * 2 ** doublings, longestRestMs), random);
  return { failures, restMs: Math.max(restMs, askedMs), turned: wasFailing ? undefined : "failing" };
}

/** A tenth more at most: what failed together does not come back together. */
const jittered = (ms: number, random: () => number): number => Math.round(ms * (1 + random() / 10));
