import { entryContract } from "./entry-event.ts";
import { goneExamples } from "./entry-examples.ts";
import { GoneEntry } from "./entry.ts";

/** An entry was taken back from the public. */
export const contentEntryUnpublished = entryContract({
  type: "content.entry.unpublished.v1",
  summary: "An entry is not public any more; its draft is still there.",
  data: GoneEntry,
  examples: goneExamples,
});
