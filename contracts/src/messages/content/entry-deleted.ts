import { entryContract } from "./entry-event.ts";
import { goneExamples } from "./entry-examples.ts";
import { GoneEntry } from "./entry.ts";

/** An entry was deleted. */
export const contentEntryDeleted = entryContract({
  type: "content.entry.deleted.v1",
  summary: "An entry is gone for good, draft and public state.",
  data: GoneEntry,
  examples: goneExamples,
});
