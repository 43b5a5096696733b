import { Currency, Locale } from "@spindlebus/contracts";
import { z } from "zod";

const FieldId = z
  .string()
  .regex(/^[A-Za-z]\w{0,63}$/, { error: "must be the id of a field of the content type" });

const field = (what: string) => FieldId.optional().meta({ description: `Id of the field with ${what}.` });

/** Which field of the content type is which part of a menu item. */
const MenuFields = z.strictObject({
  name: FieldId.default("name").meta({ description: "Id of the field with the name." }),
  description: field("the description"),
  price: field("the price, as priceIn says"),
  sku: field("the stock keeping unit"),
  plu: field("the price look-up code"),
  gtin: field("the digits of the bar code"),
  posName: field("the name on the till"),
  kitchenName: field("the name on the kitchen's ticket"),
  taxCategory: field("the tax category"),
  tags: field("the tags, a list of short texts"),
  soldOut: field("the stores that have none, a list of short texts: `0042`, or `0042#BURGER-D` for one size"),
});
export type MenuFields = z.infer<typeof MenuFields>;

/** How entries of one content type stand for items of the menu. */
const MenuItems = z.strictObject({
  direction: z.enum(["in", "out"]).meta({
    description:
      "in: Contentful tells what is sold. out: Contentful is told. Never both: it would hear its own echo.",
  }),
  contentType: z.string().min(1).max(64).default("menuItem"),
  fields: MenuFields.prefault({}),
  priceIn: z.enum(["minor", "major"]).default("minor").meta({
    description: "minor: 599 is USD 5.99. major: 5.99 is.",
  }),
  currency: Currency.default("USD"),
  publish: z.enum(["always", "never"]).default("always").meta({
    description: "Whether what the bus writes goes public at once, with whatever an editor has changed.",
  }),
});
export type MenuItems = z.infer<typeof MenuItems>;

/** Settings of a Contentful connection: one environment of one space. */
export const ContentfulSettings = z.strictObject({
  baseUrl: z
    .url()
    .default("https://api.contentful.com")
    .meta({ description: "Root of the Content Management API; in the EU https://api.eu.contentful.com." }),
  spaceId: z.string().min(1).max(64).default("space").meta({ description: "Id of the space." }),
  environment: z
    .string()
    .min(1)
    .max(64)
    .default("master")
    .meta({ description: "Environment that is written; commands that name another one are not for it." }),
  defaultLocale: Locale.default("en-US").meta({
    description: "The locale of values without a language (`und`) and of fields that have only one.",
  }),
  locales: z.array(Locale).min(1).max(500).optional().meta({
    description: "The space's locales: texts in others are left out. Absent: all are sent.",
  }),
  qualifyEntryIds: z.boolean().default(false).meta({
    description: "Puts the environment before ids of entries and assets, where several feed one bus.",
  }),
  webhookPath: z.string().startsWith("/").optional().meta({
    description: "The path that Contentful calls and signs, where a proxy shows the bus another one.",
  }),
  signatureToleranceSeconds: z.int().min(30).max(86_400).default(300).meta({
    description: "How old, or how far in the future, a webhook's signature may be.",
  }),
  menuItems: MenuItems.optional().meta({
    description: "Which entries are items of the menu, and which way they go. Absent: none are.",
  }),
});
export type ContentfulSettings = z.infer<typeof ContentfulSettings>;

/** Secrets of a Contentful connection. */
export const ContentfulSecrets = z.strictObject({
  managementToken: z.string().min(1).meta({
    prefix: "CFPAT-",
    description: "Token of the Content Management API with the right to write and publish entries.",
  }),
  signingSecret: z.string().min(1).meta({
    description:
      "The space's secret for signing webhooks, 64 characters; while it is being rolled both, comma-separated.",
  }),
});
export type ContentfulSecrets = z.infer<typeof ContentfulSecrets>;
