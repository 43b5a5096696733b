import { z } from "zod";
import { locked } from "../../field-class.ts";
import { Locale } from "../../values/contact.ts";
import { Ext } from "../../values/ext.ts";
import { Code } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";
import { ContentRefs } from "./content.ts";
import { EntryId } from "./entry.ts";

/** What the commands to publish and to unpublish an entry have in common. */
export const publicationCommand = {
  entryId: EntryId,
  refs: ContentRefs,
  environment: Code.optional(),
  requestedAt: locked(Instant).meta({
    description: "When it was asked for; of publish and unpublish of one entry the later one counts.",
  }),
  locales: z
    .array(Locale)
    .min(1)
    .max(500)
    .optional()
    .meta({ description: "Only these languages, where the CMS can; absent: all." }),
  ext: Ext.optional(),
};

/** How the two commands are told apart from older ones, and found. */
export const publicationMetadata = {
  entityKey: "entryId",
  entityVersion: "requestedAt",
  semantics: "state",
  owner: "content",
  indexed: ["entryId"],
} as const;

/** A command with all that may be said. */
export const fullPublication = {
  entryId: "item-401",
  refs: [{ vendor: "contentful", account: "sp", type: "entry", id: "item-401" }],
  environment: "master",
  requestedAt: "2026-01-15T18:05:00.000Z",
  locales: ["en-US"],
  ext: { contentful: { releaseId: "spring" } },
};

/** A command with the least that has to be said. */
export const minimalPublication = { entryId: "item-402", requestedAt: "2026-01-15T18:05:00Z" };
