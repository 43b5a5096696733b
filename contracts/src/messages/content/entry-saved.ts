import { entryContract } from "./entry-event.ts";
import { entryExamples } from "./entry-examples.ts";
import { DraftEntry } from "./entry.ts";

/** The draft of an entry was changed. */
export const contentEntrySaved = entryContract({
  type: "content.entry.saved.v1",
  summary: "An entry was changed; the message says all of the draft, and nothing of it is public yet.",
  data: DraftEntry,
  examples: entryExamples,
});
