import type { Answer } from "../api/queries.ts";
import { manyOf } from "../parts/words.ts";
import type { paths } from "../api/schema.gen.ts";
import type { FilterScope } from "../replays/scope.ts";
import type { GroupScope } from "./many-groups.ts";

/** A failure group, as its list shows it. */
export type Group = Answer<"/api/v1/failure-groups">["data"][number];

/** A failure group with what is known of its failures. */
export type GroupDetail = Answer<"/api/v1/failure-groups/{id}">;

/** What the list of groups and a selection of them filter by. */
export type GroupsFilter = Omit<
  NonNullable<paths["/api/v1/failure-groups"]["get"]["parameters"]["query"]>,
  "sort" | "cursor" | "limit"
>;

/** Groups that a person chose: some, or with `all` every one that matches. */
export type ChosenGroups = { readonly groups: readonly Group[]; readonly all?: GroupScope | undefined };

/** Failures of one cause. */
const scopeOfGroup = ({ id, title, route, count }: Group): FilterScope => ({
  filter: { group: id },
  expectedCount: count,
  words: `of ${route}, “${title}”`,
});

/** Failures of several causes: one replay, whose rules look at all of them. */
export function scopeOfGroups(groups: readonly Group[]): FilterScope {
  const [first] = groups;
  if (first && groups.length === 1) return scopeOfGroup(first);
  return {
    filter: { ofGroups: `id:${groups.map(({ id }) => id).join(",")}` },
    expectedCount: groups.reduce((sum, { count }) => sum + count, 0),
    words: `of ${manyOf(groups.length, "group")} that you chose`,
  };
}

/** Failures in no group are not hidden: they are replayed as any others. */
export const scopeOfUngrouped = (count: number): FilterScope => ({
  filter: { group: "none" },
  expectedCount: count,
  words: "in no group",
});

/** What ends a snooze, in words. */
export function snoozeWords({ snooze }: Group): string | undefined {
  if (snooze === null) return undefined;
  const { until, count, rate } = snooze;
  const ends = [
    until !== undefined && `until ${until.replace("T", " ").slice(0, 16)} UTC`,
    count !== undefined && `until ${count} more have failed`,
    rate && `until ${rate.count} fail within ${rate.seconds} s`,
  ].filter((words) => typeof words === "string");
  return ends.join(", or ");
}

type Rule = NonNullable<Group["replayWhen"]>;

/** When a group is replayed by itself, in words. */
export function ruleWords({ rule }: Pick<Rule, "rule">): string {
  if ("healthyFor" in rule) return `once its vendor has been healthy for ${rule.healthyFor}`;
  if ("adapterVersion" in rule) return `once its adapter is at least ${rule.adapterVersion}`;
  return `at ${rule.after} (${rule.timeZone})`;
}
