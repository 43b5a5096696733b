import type { Act } from "../api/act.ts";
import type { Group } from "./group.ts";

/** Writes something on a group. */
export const change =
  (what: object) =>
  ({ id }: Group, reason: string): Act => ({
    method: "PATCH",
    path: `failure-groups/${id}`,
    body: { ...what, reason },
  });
