import { countOf } from "../parts/words.ts";

/** The API discards or restores so many at once. */
export const mostAtOnce = 2_000;
/** From so many on their count has to be typed. */
const typedFrom = 100;

/** Why so many cannot be discarded or restored at once. */
export const tooMany = (count: number): string | undefined =>
  count > mostAtOnce ? `At most ${countOf(mostAtOnce)} failures at once: narrow the search.` : undefined;

/** Why those that match cannot be discarded or restored at once: where they are not counted, nobody can say that it is these. */
export const whyNotAll = (count: { readonly value: number; readonly about: boolean }): string | undefined =>
  tooMany(count.value) ??
  (count.about
    ? "Not all that match were counted: narrow the search by a route, a group or a time."
    : undefined);

/** What has to be typed before so many are discarded or restored. */
export const typedFor = (count: number): string | undefined =>
  count >= typedFrom ? String(count) : undefined;

/** What became of those that were discarded or restored; what was skipped is told with why. */
export function doneWords(act: "discard" | "restore", body: unknown): string {
  const { changed, skipped, reasons } = body as {
    readonly changed: number;
    readonly skipped: number;
    readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  };
  const done = `${countOf(changed)} ${act === "discard" ? "discarded" : "restored"}`;
  if (skipped === 0) return `${done}.`;
  return `${done}, ${countOf(skipped)} left: ${reasons.map(({ reason, count }) => `${countOf(count)} ${reason}`).join("; ")}.`;
}
