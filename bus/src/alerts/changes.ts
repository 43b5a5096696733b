import type { Condition, OpenAlert } from "./alert.ts";

/** What a look finds changed. */
export type AlertChanges = {
  readonly fired: readonly Condition[];
  /** Still there, and told again because it was long ago. */
  readonly reminded: readonly OpenAlert[];
  readonly ended: readonly OpenAlert[];
};

/** A trouble that comes and goes is one: it has to be away for so long before it has ended, unless a person has ended it. */
const awayMs = 120_000;

/**
 * Compares what holds now with what was told. One trouble is told once, however often it is looked at, and again after
 * `remindAfterMs` for as long as it lasts.
 */
export function changesOf(
  open: readonly OpenAlert[],
  conditions: readonly Condition[],
  { nowMs, remindAfterMs }: { readonly nowMs: number; readonly remindAfterMs: number },
): AlertChanges {
  const holds = new Set(conditions.map(({ key }) => key));
  const known = new Set(open.map(({ key }) => key));
  return {
    fired: conditions.filter(({ key }) => !known.has(key)),
    reminded: open.filter(({ key, lastTold }) => holds.has(key) && nowMs - lastTold >= remindAfterMs),
    ended: open.filter(
      ({ key, lastSeen, takenUp }) => !holds.has(key) && (takenUp || nowMs - lastSeen >= awayMs),
    ),
  };
}
