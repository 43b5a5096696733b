import type { Result } from "./act.ts";
import type { GroupChange, GroupFilter } from "./failure-groups.ts";
import type { ManyChanged } from "./many-failures.ts";

/** Named groups; or all that a filter finds, as many as the operator was shown, and with their checksum exactly those. */
export type GroupSelection =
  | { readonly ids: readonly string[] }
  | {
      readonly filter: GroupFilter;
      readonly expectedCount: number;
      readonly expectedChecksum?: string | undefined;
    };

/** What can be said of many groups at once. A note and a rule are about one cause. */
export type ManyGroupsChange = Pick<GroupChange, "state" | "snooze" | "owner" | "ticket">;

/** What became of a selection of groups: `selected` is the sum of `changed`, `unchanged` and `skipped`. */
export type ManyGroupsChanged = ManyChanged & {
  /** Of these it was said already, so nothing was written. */
  readonly unchanged: number;
};

/** Done, or refused because the filter finds another number now, or others. */
export type ManyGroupsResult =
  | Result<ManyGroupsChanged>
  | { readonly ok: false; readonly code: "countDiffers"; readonly count: number };
