import { entryContract } from "./entry-event.ts";
import { entryExamples } from "./entry-examples.ts";
import { DraftEntry } from "./entry.ts";

/** An entry was put away. */
export const contentEntryArchived = entryContract({
  type: "content.entry.archived.v1",
  summary: "An entry was put away: nobody edits or publishes it until it is taken out again.",
  data: DraftEntry,
  examples: entryExamples,
});
