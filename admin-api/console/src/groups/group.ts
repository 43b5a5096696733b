import type { Answer } from "../api/queries.ts";
import type { ReplayScope } from "../replays/scope.ts";

/** A failure group, as its list shows it. */
export type Group = Answer<"/api/v1/failure-groups">["data"][number];

/** Failures of one cause; or those that are in no group. */
export const scopeOfGroup = ({ id, title, route, count }: Group): ReplayScope => ({
  filter: { group: id },
  expectedCount: count,
  words: `of ${route}, “${title}”`,
});

/** Failures in no group are not hidden: they are replayed as any others. */
export const scopeOfUngrouped = (count: number): ReplayScope => ({
  filter: { group: "none" },
  expectedCount: count,
  words: "in no group",
});
