import { Locale } from "@spindlebus/contracts";
import { z } from "zod";
import { FieldName, MenuItems } from "./menu-settings.ts";

/** How documents hold a text in several languages; Sanity itself knows no languages, and each studio has its own way. */
const Languages = z.strictObject({
  as: z.enum(["object", "array"]).meta({
    description:
      "object: { en: …, de: … }. array: that of the plug-in internationalized-array, [{ _key: en, value: … }].",
  }),
  fields: z
    .array(FieldName)
    .min(1)
    .meta({ description: "The fields that hold languages; all others do not." }),
  keys: z.record(Locale, z.string().regex(/^[A-Za-z][\w-]{0,63}$/)).meta({
    description: "What the documents call a language: { en-US: en }. Texts in others are left out.",
  }),
  valueType: z.string().min(1).default("internationalizedArrayStringValue").meta({
    description: "array: the type of an item.",
  }),
});
export type Languages = z.infer<typeof Languages>;

/** Settings of a Sanity connection: one dataset of one project. */
export const SanitySettings = z.strictObject({
  baseUrl: z.url().default("https://project.api.sanity.io").meta({
    description: "Root of the project's API: https://<projectId>.api.sanity.io, never the CDN's apicdn.",
  }),
  projectId: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
    .default("project")
    .meta({ description: "Id of the project." }),
  dataset: z
    .string()
    .regex(/^~?[a-z0-9][\w-]{0,63}$/)
    .default("production")
    .meta({ description: "Dataset that is written; commands that name another one are not for it." }),
  apiVersion: z.iso.date().default("2025-02-19").meta({
    description: "Version of Sanity's API, a day; 2024-05-23 or later, which has actions.",
  }),
  defaultLocale: Locale.default("en-US").meta({
    description: "The locale of values without a language (`und`), and of fields that have only one.",
  }),
  languages: Languages.optional().meta({
    description: "How documents hold languages. Absent: no field has more than one.",
  }),
  tagsField: FieldName.optional().meta({
    description: "Field with the tags, a list of short texts. Absent: commands with tags are blocked.",
  }),
  qualifyEntryIds: z.boolean().default(false).meta({
    description: "Puts the dataset before ids of entries and assets, where several feed one bus.",
  }),
  signatureToleranceSeconds: z.int().min(60).max(86_400).default(1_800).meta({
    description: "How old, or how far in the future, a webhook's signature may be.",
  }),
  menuItems: MenuItems.optional().meta({
    description: "Which documents are items of the menu, and which way they go. Absent: none are.",
  }),
});
export type SanitySettings = z.infer<typeof SanitySettings>;

/** Secrets of a Sanity connection. */
export const SanitySecrets = z.strictObject({
  token: z.string().min(1).meta({
    prefix: "sk",
    description: "API token with the right to read drafts and to write and publish documents (Editor).",
  }),
  webhookSecret: z.string().min(1).meta({
    description: "Secret of the webhook; while it is being rolled both, comma-separated.",
  }),
});
export type SanitySecrets = z.infer<typeof SanitySecrets>;
