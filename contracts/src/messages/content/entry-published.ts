import { entryContract } from "./entry-event.ts";
import { entryExamples } from "./entry-examples.ts";
import { PublishedEntry } from "./entry.ts";

/** An entry was made public. */
export const contentEntryPublished = entryContract({
  type: "content.entry.published.v1",
  summary: "An entry is public in this state; what the message does not say is not public any more.",
  data: PublishedEntry,
  examples: entryExamples,
});
