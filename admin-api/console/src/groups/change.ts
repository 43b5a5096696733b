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

/** Replays or discards what a group had when the person looked; with another number nothing is done. */
export const onFailuresOf =
  (path: "replays" | "failures/discard") =>
  ({ id, count }: Group, reason: string): Act => ({
    method: "POST",
    path,
    body: { selection: { filter: { group: id }, expectedCount: count }, reason },
  });
