import { Currency } from "@spindlebus/contracts";
import { z } from "zod";

/** Name of a field of a document type. */
export const FieldName = z
  .string()
  .regex(/^[A-Za-z]\w{0,127}$/, { error: "must be the name of a field of the document type" });

const field = (what: string) => FieldName.optional().meta({ description: `Name of the field with ${what}.` });

/** Which field of the document type is which part of a menu item. */
const MenuFields = z.strictObject({
  name: FieldName.default("name").meta({ description: "Name of the field with the name." }),
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

/** How documents of one type stand for items of the menu. */
export const MenuItems = z.strictObject({
  direction: z.enum(["in", "out"]).meta({
    description:
      "in: Sanity tells what is sold. out: Sanity is told. Never both: it would hear its own echo.",
  }),
  documentType: z
    .string()
    .min(1)
    .max(128)
    .default("menuItem")
    .meta({ description: "The type of the documents that are items." }),
  fields: MenuFields.prefault({}),
  priceIn: z.enum(["minor", "major"]).default("minor").meta({
    description: "minor: 599 is USD 5.99. major: 5.99 is.",
  }),
  currency: Currency.default("USD"),
  publish: z.enum(["always", "never"]).default("always").meta({
    description: "Whether what the bus writes is public at once; never: it goes into the drafts.",
  }),
});
export type MenuItems = z.infer<typeof MenuItems>;
