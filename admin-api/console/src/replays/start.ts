/** So far away a start may be. */
const latestMs = 30 * 86_400_000;

/** What a person typed as a time of their own clock, `2026-11-28T02:00`, in RFC 3339. */
export const startAtOf = (local: string): string => new Date(local).toISOString();

/** What is wrong with it. */
export function startFault(local: string, nowMs: number): string | undefined {
  const atMs = Date.parse(local);
  return atMs > nowMs && atMs <= nowMs + latestMs ? undefined : "A time to come, at most 30 days from now.";
}

/** A moment as the field for it has it, by the person's own clock. */
export const localOf = (date: Date): string =>
  `${date.toLocaleDateString("sv")}T${date.toLocaleTimeString("sv").slice(0, 5)}`;

/** The next two o'clock in the morning: little else is under way then. */
export function usualStart(now: Date): string {
  const at = new Date(now);
  at.setHours(2, 0, 0, 0);
  if (at <= now) at.setDate(at.getDate() + 1);
  return localOf(at);
}

/** The same moment by both clocks: `2026-11-28 02:00 (2026-11-28 01:00 UTC)`. */
export const startWords = (local: string): string =>
  `${local.replace("T", " ")} (${startAtOf(local).slice(0, 16).replace("T", " ")} UTC)`;
