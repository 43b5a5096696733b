import type { Act } from "../api/act.ts";
import type { GroupScope } from "./many-groups.ts";

/** Groups by their ids, or those that a filter found. */
export type SelectedGroups = { readonly ids: readonly string[] } | Omit<GroupScope, "words">;

/** Writes something on one group, or the same on many in one act. */
export function changeGroups(selection: SelectedGroups, what: object, reason: string): Act {
  const [one, ...others] = "ids" in selection ? selection.ids : [];
  const body = { ...what, reason };
  if (one !== undefined && others.length === 0)
    return { method: "PATCH", path: `failure-groups/${one}`, body };
  return { method: "POST", path: "failure-groups/change", body: { selection, ...body } };
}
