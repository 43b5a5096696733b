import { z } from "zod";
import { locked, personal } from "../../field-class.ts";
import { Locale } from "../../values/contact.ts";
import { Ext } from "../../values/ext.ts";
import { Ref, Refs } from "../../values/ref.ts";
import { Code, Id } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";

/** By this time a newer state is told from an older one; versions of different vendors cannot be compared, times can. */
export const ChangedAt = locked(Instant).meta({
  description:
    "When the CMS changed it (a deletion: when it was deleted); of two states the later one counts.",
});

/** Whether each language of an entry or asset is public, where languages are published one by one. */
const LocaleStatus = z
  .strictObject({
    locale: Locale,
    status: z.enum(["draft", "published", "changed"]).meta({
      description: "changed: published, and changed since.",
    }),
  })
  .meta({ id: "LocaleStatus", description: "How far one language of an entry or asset is." });

/** What every event about something of a CMS says, beside its id. */
export const contentEvent = {
  environment: Code.optional().meta({
    description: "The environment, dataset or branch of the CMS that it is in: master, production.",
  }),
  changedAt: ChangedAt,
  version: z
    .int()
    .min(0)
    .optional()
    .meta({ description: "How often it has been saved, where the CMS counts that." }),
  revision: Id.optional().meta({
    description: "The CMS's own mark of exactly this state: Contentful's revision, Sanity's _rev.",
  }),
  createdAt: Instant.optional(),
  firstPublishedAt: Instant.optional(),
  publishedAt: Instant.optional().meta({ description: "When it was last published." }),
  actor: personal(Ref.optional()).meta({ description: "The user or app of the CMS that did it." }),
  tags: z.array(Code).max(500).optional().meta({ description: "Ids of the tags that it bears." }),
  concepts: z
    .array(Id)
    .max(500)
    .optional()
    .meta({ description: "Ids of the concepts of a taxonomy that it is filed under." }),
  localeStatus: z
    .array(LocaleStatus)
    .max(500)
    .optional()
    .meta({ description: "Absent: all languages go together." }),
  ext: Ext.optional(),
};

/** Ids at vendors, whose `account` is the space or project. */
export const ContentRefs = Refs.optional().meta({
  description: "What the CMS calls it; account: the space or project.",
});
