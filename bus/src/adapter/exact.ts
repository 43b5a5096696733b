import { decimalOf, type Money } from "@spindlebus/contracts";
import { z } from "zod";

/** A JSON number spelled exactly as its digits; `JSON.stringify` writes it as it is. */
export type ExactNumber = { readonly rawJSON: string };

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Node 24 has it (ECMA-262, JSON.parse source text access); TypeScript's library does not know it yet
const { rawJSON } = JSON as unknown as { readonly rawJSON: (text: string) => ExactNumber };

/**
 * A decimal in a string as a JSON number with the same digits, so that no amount and no 64-bit id is rounded.
 * @throws SyntaxError where the text is no JSON number
 */
export const exact = (digits: string): ExactNumber => rawJSON(digits);

/** Money as a JSON number in major units: USD 1298 is 12.98. */
export const majorUnits = (money: Money): ExactNumber => exact(decimalOf(money));

/** A decimal as vendors write amounts: a JSON number, or digits in a string. */
export const Decimal = z
  .union([z.number(), z.string().regex(/^-?\d{1,40}(?:\.\d{1,40})?$/, { error: "must be a decimal number" })])
  // Far more than anybody eats for, and far less than an amount in minor units can hold.
  .refine((value) => Math.abs(Number(value)) <= 1e11, { error: "is too large for an amount" });
export type Decimal = z.infer<typeof Decimal>;
