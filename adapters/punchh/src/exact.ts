import { decimalOf, minorUnits, type Money } from "@spindlebus/contracts";
import { z } from "zod";

/** A decimal as Punchh writes it: a JSON number, or digits in a string. */
export const Decimal = z
  .union([z.number(), z.string().regex(/^-?\d{1,40}(?:\.\d{1,40})?$/, { error: "must be a decimal number" })])
  // Far more than anybody eats for, and far less than an amount in minor units can hold.
  .refine((value) => Math.abs(Number(value)) <= 1e11, { error: "is too large for an amount" });
export type Decimal = z.infer<typeof Decimal>;

/** An id: an integer of up to 64 bits, which comes as a string where JavaScript cannot hold it. */
export const IdNumber = z.union([z.int(), z.string().min(1).max(255)]).transform(String);

/** A JSON number spelled exactly as its digits; `JSON.stringify` writes it as it is. */
type ExactNumber = { readonly rawJSON: string };

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Node 24 has it (ECMA-262, JSON.parse source text access); TypeScript's library does not know it yet
const { rawJSON } = JSON as unknown as { readonly rawJSON: (text: string) => ExactNumber };

/** Digits as a JSON number, so that no amount and no 64-bit id is rounded. */
export const exact = (digits: string): ExactNumber => rawJSON(digits);

/** Money as a JSON number in major units: USD 1298 is 12.98. */
export const majorUnits = (money: Money): ExactNumber => exact(decimalOf(money));

/** Minor units of a decimal in major units, computed on its digits. */
export const moneyOf = (value: Decimal, currency: string): Money => ({
  amount: minorUnits(String(value), currency),
  currency,
});

/** A decimal as a canonical quantity, its digits as they came; undefined where it is none. */
export function quantityOf(value: Decimal | null | undefined): string | undefined {
  const text = value === null || value === undefined ? "" : String(value);
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) ? text : undefined;
}

/** Whether there is some of it. */
export const isSome = (quantity: string | undefined): quantity is string =>
  quantity !== undefined && /[1-9]/.test(quantity);
