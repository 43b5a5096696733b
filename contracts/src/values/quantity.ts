import { z } from "zod";

/** A decimal number as a string, so that no digit is lost: `"2"`, `"0.750"`, `"-12.5"`. */
export const Quantity = z
  .string()
  .max(40)
  .regex(/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/, {
    error: 'must be a plain decimal number in a string, e.g. "2" or "0.5"',
  })
  .meta({ id: "Quantity", description: "Decimal number as a string.", examples: ["2", "0.5"] });
export type Quantity = z.infer<typeof Quantity>;
