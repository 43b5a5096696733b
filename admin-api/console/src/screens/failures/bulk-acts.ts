import type { GroupAct } from "../../groups/group-dialog.tsx";

/** What can be done with chosen groups on the tab of a state, with the words of its button. */
export const bulkActsOn = (status = "open"): readonly (readonly [act: GroupAct, words: string])[] => [
  ["replay", "Replay…"],
  ...(status === "acknowledged" ? [] : [["acknowledge", "Acknowledge"] as const]),
  ["snooze", "Snooze…"],
  status === "resolved" ? ["reopen", "Reopen"] : ["resolve", "Resolve"],
  ...(status === "acknowledged" || status === "snoozed" ? [["reopen", "Reopen"] as const] : []),
  ["discard", "Discard…"],
];
