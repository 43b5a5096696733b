import { rejected, type Operation, type Outcome } from "@spindlebus/bus/adapter";
import { contentUpsert, type DataOf } from "@spindlebus/contracts";
import { changeEntry, type Plan } from "./change-entry.ts";
import { entryIdOf, isOfAnother, noEntryId } from "./entry-id.ts";
import { entryRequests } from "./entry-requests.ts";
import { mergedBody } from "./merge-fields.ts";
import type { ContentfulSettings } from "./settings.ts";
import type { Entry } from "./vendor.ts";

type Upsert = DataOf<typeof contentUpsert>;

/** Gives an entry these fields, and creates it where it is missing; it stays a draft. */
export const upsertEntry: Operation<Upsert, ContentfulSettings> = {
  on: contentUpsert,
  summary: "Writes fields of a Contentful entry, and creates it where it is missing.",
  // The id is the sender's, and what is there already is not written again.
  idempotency: "natural",
  order: "latestWins",
  lane: { group: "entries", key: ({ entryId }) => entryId },
  skip: (command, { settings }) => isOfAnother(command, settings),
  request: (command, { settings }) => {
    const id = entryIdOf(command.entryId, command, settings);
    return id === undefined ? noEntryId() : entryRequests(settings, id).read();
  },
  interpret: (response, command, context) => {
    const { settings } = context;
    const entryId = entryIdOf(command.entryId, command, settings);
    if (entryId === undefined) return noEntryId();
    const plan = (entry: Entry | undefined) => planOf(entry, command, settings);
    return changeEntry(response, { entryId, settings, plan }, context);
  },
};

function planOf(entry: Entry | undefined, command: Upsert, settings: ContentfulSettings): Plan | Outcome {
  const { contentType, expectedRevision } = command;
  const odd = oddity(entry, contentType);
  if (odd) return odd;
  const write = mergedBody(entry, command, settings);
  // After our own write the revision is another one: a repeat must not be refused for that.
  if (write && expectedRevision !== undefined && expectedRevision !== String(entry?.sys.version ?? 0))
    return rejected("revision_changed", "The entry is not at the revision that the command expects.");
  return { kind: "plan", write, contentType, after: "nothing" };
}

/** Why an entry cannot be written as what it is taken for. */
export function oddity(entry: Entry | undefined, contentType: string): Outcome | undefined {
  if (entry?.sys.archivedVersion !== undefined)
    return rejected("entry_archived", "Editors have put this entry away: take it out of the archive first.");
  const is = entry?.sys.contentType?.sys.id;
  if (is !== undefined && is !== contentType)
    return rejected("content_type_differs", `The entry is a ${is} at Contentful.`);
  return undefined;
}
