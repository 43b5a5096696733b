import { busIdOf, commonOf, sanityRef, type Told } from "./canonical.ts";
import { readId } from "./document-id.ts";
import { fieldNotesOf } from "./field-notes.ts";
import { byLanguage } from "./languages.ts";

/** All of a document, as messages about entries say it. */
export function wholeEntry(told: Told) {
  const { tagged: fields, untagged } = byLanguage(told.document.fields, told.settings);
  return {
    ...goneEntry(told),
    fields,
    ...fieldNotesOf(fields, (id) => busIdOf(id, told.place, told.settings)),
    ext: untagged && { sanity: { otherLocales: untagged } },
  };
}

/** A document of which the webhook's projection says nothing but that it changed. */
export const thinEntry = (told: Told) => ({ ...goneEntry(told), fields: {}, partial: true as const });

/** What is known of a document that is not there any more. */
export const goneEntry = (told: Told) => ({
  entryId: busIdOf(told.document.id, told.place, told.settings),
  refs: [sanityRef("document", readId(told.document.id).documentId, told.place)],
  ...commonOf(told),
  contentType: told.document.type,
});
