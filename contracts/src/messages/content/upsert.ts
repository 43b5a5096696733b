import { z } from "zod";
import { defineCommand } from "../../define.ts";
import { locked } from "../../field-class.ts";
import { Ext } from "../../values/ext.ts";
import { DraftFields } from "../../values/localized.ts";
import { Code, Id } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";
import { ContentRefs } from "./content.ts";
import { ContentType, EntryId, fieldNotes } from "./entry.ts";

/** Make an entry of the CMS say this, and create it where it is missing. */
export const contentUpsert = defineCommand({
  type: "content.upsert.v1",
  summary:
    "Give an entry of the CMS these fields, null empties one; fields that are not named are the editors' and stay. It is created where it is missing, and is a draft until it is published.",
  data: z.strictObject({
    entryId: EntryId,
    refs: ContentRefs,
    environment: Code.optional(),
    contentType: ContentType,
    changedAt: locked(Instant).meta({
      description: "When the sender's own data changed; of two commands the later one counts.",
    }),
    fields: DraftFields,
    ...fieldNotes,
    tags: z
      .array(Code)
      .max(500)
      .optional()
      .meta({ description: "Ids of the tags that the entry shall bear." }),
    expectedRevision: Id.optional().meta({
      description: "Only if the entry is still at this revision; absent: whatever it is at.",
    }),
    ext: Ext.optional(),
  }),
  entityKey: "entryId",
  entityVersion: "changedAt",
  semantics: "state",
  owner: "content",
  indexed: ["entryId", "contentType"],
  examples: [
    {
      entryId: "item-401",
      refs: [{ vendor: "contentful", account: "sp", type: "entry", id: "item-401" }],
      environment: "master",
      contentType: "menuItem",
      changedAt: "2026-01-15T18:04:05.000Z",
      fields: {
        name: { "en-US": "Burger", "de-DE": "Burger" },
        priceMinor: { "en-US": 599 },
        badge: { "en-US": null },
        image: { "en-US": { sys: { type: "Link", linkType: "Asset", id: "big-photo" } } },
      },
      links: [{ pointer: "/image/en-US", to: "asset", id: "big-photo" }],
      formats: [{ field: "name", format: "plain" }],
      tags: ["lunch"],
      expectedRevision: "12",
      ext: { contentful: { releaseId: "spring" } },
    },
    {
      entryId: "item-402",
      contentType: "menuItem",
      changedAt: "2026-01-15T18:04:05Z",
      fields: { name: { und: "Fries" } },
    },
  ],
});
