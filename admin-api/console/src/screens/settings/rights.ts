import type { Right } from "../../api/me.ts";

/** What each right allows, in words. */
export const rights: Readonly<Record<Right, string>> = {
  read: "look at everything, with personal data masked",
  "read-payload": "reveal personal data, with a reason",
  act: "act on single failures",
  "act-in-bulk": "act on many: replay, discard, pause",
  edit: "edit failed messages, write recipes",
  approve: "approve what others have edited",
  administer: "make tokens, end sessions, see the configuration",
};

/** What a role may, in a line. */
export function rightsWords(role: string, given: readonly string[]): string {
  if (role === "producer") return "publishes messages";
  return given.join(", ");
}
