import { countOf, manyOf } from "../parts/words.ts";
import type { GroupsFilter } from "./group.ts";

/** The API changes so many groups at once. */
const mostAtOnce = 2_000;

/** Why of so many groups nothing can be said at once. */
export const tooManyGroups = (count: number): string | undefined =>
  count > mostAtOnce ? `At most ${countOf(mostAtOnce)} groups at once: narrow the search.` : undefined;

/** All groups that a filter finds, with how many and which these were when the person looked. `words` name them. */
export type GroupScope = {
  readonly filter: GroupsFilter;
  readonly expectedCount: number;
  readonly expectedChecksum: string;
  readonly words: string;
};

/** What became of many groups; what was so already and what was skipped is told. `done` is such as `acknowledged`. */
export function groupsDoneWords(done: string, body: unknown): string {
  const { changed, unchanged, skipped, reasons } = body as {
    readonly changed: number;
    readonly unchanged: number;
    readonly skipped: number;
    readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  };
  const told = [
    `${manyOf(changed, "group")} ${done}`,
    ...(unchanged > 0 ? [`${countOf(unchanged)} had been before`] : []),
    ...(skipped > 0
      ? [
          `${countOf(skipped)} left: ${reasons.map(({ reason, count }) => `${countOf(count)} ${reason}`).join("; ")}`,
        ]
      : []),
  ];
  return `${told.join(", ")}.`;
}
