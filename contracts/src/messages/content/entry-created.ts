import { entryContract } from "./entry-event.ts";
import { entryExamples } from "./entry-examples.ts";
import { DraftEntry } from "./entry.ts";

/** An entry was begun. */
export const contentEntryCreated = entryContract({
  type: "content.entry.created.v1",
  summary: "An editor began an entry; it is a draft, and the message says all of it.",
  data: DraftEntry,
  examples: entryExamples,
});
