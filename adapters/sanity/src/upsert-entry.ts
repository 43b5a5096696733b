import { blocked, rejected, type Operation, type Outcome } from "@spindlebus/bus/adapter";
import { contentUpsert, type DataOf } from "@spindlebus/contracts";
import { changedFields, createOf, patchOf } from "./changed-fields.ts";
import { changeDocument, type Plan, type States } from "./change-document.ts";
import { documentIdOf, draftIdOf, isOfAnother, noDocumentId } from "./document-id.ts";
import { onceByTransaction } from "./once.ts";
import { documentRequests } from "./requests.ts";
import type { SanitySettings } from "./settings.ts";

type Upsert = DataOf<typeof contentUpsert>;

/** Gives the draft of a document these fields, and creates it where it is missing. */
export const upsertEntry: Operation<Upsert, SanitySettings> = {
  on: contentUpsert,
  summary: "Writes fields of a Sanity document's draft, and creates it where it is missing.",
  ...onceByTransaction,
  order: "latestWins",
  lane: { group: "entries", key: ({ entryId }) => entryId },
  skip: (command, { settings }) => isOfAnother(command, settings),
  request: (command, { settings }) => {
    const id = documentIdOf(command.entryId, command, settings);
    if (id === undefined) return noDocumentId();
    return oddFields(command, settings) ?? documentRequests(settings, id).read();
  },
  interpret: (response, command, context) => {
    const { settings } = context;
    const documentId = documentIdOf(command.entryId, command, settings);
    if (documentId === undefined) return noDocumentId();
    const plan = (states: States) => planOf(states, documentId, command, settings);
    return changeDocument(response, { documentId, settings, plan }, context);
  },
};

/** What cannot be written, whatever Sanity has. */
function oddFields({ fields, tags }: Upsert, { tagsField }: SanitySettings): Outcome | undefined {
  // Sanity takes a leading underscore for its own, and a name with a dot for a path.
  const odd = Object.keys(fields).find((name) => !/^[A-Za-z]\w{0,127}$/.test(name));
  if (odd !== undefined) return rejected("field_name_invalid", "A field's name is none at Sanity.");
  if (tags && tagsField === undefined)
    return blocked("no_tags_field", "Say in the setting tagsField where tags go, then replay.");
  return undefined;
}

function planOf(
  states: States,
  documentId: string,
  command: Upsert,
  settings: SanitySettings,
): Plan | Outcome {
  const { contentType, expectedRevision } = command;
  const odd = oddity(states, contentType);
  if (odd) return odd;
  const { draft, published } = states;
  const base = draft ?? published;
  const tags = settings.tagsField !== undefined &&
    command.tags && { [settings.tagsField]: { und: command.tags } };
  const changed = changedFields(base?.fields ?? {}, { ...command.fields, ...tags }, settings);
  if (base && !changed) return { kind: "plan" };
  // After our own write the revision is another one: a repeat must not be refused for that.
  if (expectedRevision !== undefined && expectedRevision !== base?.rev)
    return rejected("revision_changed", "The document is not at the revision that the command expects.");
  const mutation =
    draft && changed
      ? patchOf(draft, changed)
      : createOf({ id: draftIdOf(documentId), type: contentType, from: published }, changed);
  return { kind: "plan", write: documentRequests(settings, documentId).mutate([mutation]) };
}

/** Why a document cannot be written as what it is taken for. */
export function oddity({ draft, published }: States, type: string): Outcome | undefined {
  const is = (draft ?? published)?.type;
  return is === undefined || is === type
    ? undefined
    : rejected("content_type_differs", `The document is a ${is} at Sanity.`);
}
