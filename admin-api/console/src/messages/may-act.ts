/** What somebody can do about a delivery. */
export type ActName = "replay" | "hurry" | "edit" | "discard" | "restore";

const settled = ["applied", "unchanged", "superseded", "forgotten"];

/** Why its state does not allow an act, in words for a button that is off; undefined where it does. */
export function whyNotIn(state: string, act: ActName): string | undefined {
  if (act === "restore")
    return state === "discarded" ? undefined : "Only what was discarded can be restored.";
  if (settled.includes(state)) return "It is settled: there is nothing left to do.";
  if (state === "discarded") return "It was discarded. Restore it first.";
  if (state === "pending") return "It is in the queue: no worker has taken it yet.";
  if (act === "discard") return state === "running" ? "A worker is at it just now." : undefined;
  if (act === "hurry") return state === "waiting" ? undefined : "Only what waits can be hurried.";
  if (state === "dead" || state === "blocked") return undefined;
  if (state === "inDoubt") return "Answer first whether it was applied.";
  return act === "edit" ? "Only what has failed for good can be edited." : "It goes on by itself.";
}
