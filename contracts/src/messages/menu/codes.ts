import { z } from "zod";
import { Code } from "../../values/text.ts";

/** The numbers by which tills and warehouses know something that is sold. */
export const saleCodes = {
  sku: Code.optional().meta({ description: "Stock keeping unit." }),
  plu: Code.optional().meta({ description: "Price look-up code of the till." }),
  gtin: z
    .string()
    .regex(/^(?:\d{8}|\d{12,14})$/, { error: "must be a GTIN of 8, 12, 13 or 14 digits" })
    .optional()
    .meta({ description: "Global trade item number: the digits of an EAN or UPC bar code." }),
};
