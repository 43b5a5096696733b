import { entryContract } from "./entry-event.ts";
import { entryExamples } from "./entry-examples.ts";
import { DraftEntry } from "./entry.ts";

/** An entry was taken out of the archive. */
export const contentEntryUnarchived = entryContract({
  type: "content.entry.unarchived.v1",
  summary: "An entry that was put away is a draft again.",
  data: DraftEntry,
  examples: entryExamples,
});
