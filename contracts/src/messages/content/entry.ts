import { z } from "zod";
import { locked } from "../../field-class.ts";
import { DraftFields, LocalizedFields } from "../../values/localized.ts";
import { PartialMark } from "../../values/partial.ts";
import { Code, Id } from "../../values/text.ts";
import { contentEvent, ContentRefs } from "./content.ts";

/** The id that all messages about one entry share. */
export const EntryId = locked(Id).meta({
  description:
    "The entry's id at the CMS. Where several environments feed one bus, or a CMS versions each language by itself, the " +
    'adapter adds which one, e.g. "staging:bigMac" or "q2k1:de", so that only states of one thing are compared.',
});

/** Where a value of the fields points to another entry or an asset. */
const ContentLink = z
  .strictObject({
    pointer: z
      .string()
      .max(1_000)
      .regex(/^(?:\/(?:[^~/]|~[01])*)+$/, { error: 'must be a JSON Pointer, e.g. "/image/en-US"' })
      .meta({ description: "JSON Pointer of the value in fields, e.g. /image/en-US." }),
    to: z.enum(["entry", "asset"]).meta({ description: "What it points to." }),
    id: Id.meta({ description: "The entryId or assetId of the target." }),
  })
  .meta({ id: "ContentLink", description: "A value of the fields that points to an entry or an asset." });

const FieldFormat = z
  .strictObject({
    field: Id.meta({ description: "Name of the field." }),
    format: Code.meta({
      description:
        "contentful-rich-text, portable-text, strapi-blocks, markdown, html, or the chain's own word.",
    }),
  })
  .meta({ id: "FieldFormat", description: "How the values of one field are written." });

const contentType = Code.meta({
  description: "The CMS's id of the entry's type: menuItem, api::menu-item.menu-item.",
});

/** What says how the values of fields are to be read. */
export const fieldNotes = {
  links: z
    .array(ContentLink)
    .max(2_000)
    .optional()
    .meta({ description: "What the fields point to, for readers that do not know the CMS's own spelling." }),
  formats: z
    .array(FieldFormat)
    .max(500)
    .optional()
    .meta({ description: "Of fields whose values are more than plain JSON: rich text, Markdown." }),
};

const entryEvent = { entryId: EntryId, refs: ContentRefs, ...contentEvent };

/** Where a CMS's webhook is told to say only that an entry changed (Sanity's projection). */
const partial = PartialMark.optional();

/** An entry that is there for the public. */
export const PublishedEntry = z.strictObject({
  ...entryEvent,
  contentType,
  fields: LocalizedFields,
  ...fieldNotes,
  partial,
});

/** An entry as its editors see it. */
export const DraftEntry = z.strictObject({
  ...entryEvent,
  contentType,
  fields: DraftFields,
  ...fieldNotes,
  partial,
  automatic: z.boolean().optional().meta({ description: "Saved by the editor itself, not by a person." }),
});

/** An entry of which only is said that it is not there any more. */
export const GoneEntry = z.strictObject({ ...entryEvent, contentType: contentType.optional() });

/** The type of an entry that a command is about. */
export const ContentType = contentType;
