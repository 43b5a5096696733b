import { decimalOf, minorUnits, type Money } from "@spindlebus/contracts";
import { z } from "zod";

/** A decimal as Toast writes it: a JSON number, or digits in a string. */
export const Decimal = z
  .union([z.number(), z.string().regex(/^-?\d{1,40}(?:\.\d{1,40})?$/, { error: "must be a decimal number" })])
  // Far more than anybody eats for, and far less than an amount in minor units can hold.
  .refine((value) => Math.abs(Number(value)) <= 1e11, { error: "is too large for an amount" });
export type Decimal = z.infer<typeof Decimal>;

/** A JSON number spelled exactly as its digits; `JSON.stringify` writes it as it is. */
export type ExactNumber = { readonly rawJSON: string };

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Node 24 has it (ECMA-262, JSON.parse source text access); TypeScript's library does not know it yet
const { rawJSON } = JSON as unknown as { readonly rawJSON: (text: string) => ExactNumber };

/** A canonical quantity as a JSON number with the same digits. */
export const exact = (digits: string): ExactNumber => rawJSON(digits);

/** Money as a JSON number in major units: USD 1298 is 12.98. */
export const majorUnits = (money: Money): ExactNumber => exact(decimalOf(money));

/**
 * Minor units of a decimal in major units, computed on its digits. A JSON number is read by its shortest spelling, which
 * is the vendor's own up to 15 digits.
 */
export const moneyOf = (value: Decimal | null | undefined, currency: string): Money => ({
  amount: value === null || value === undefined ? 0 : minorUnits(String(value), currency),
  currency,
});

/** A sum of money in one currency. */
export const sumOf = (moneys: readonly Money[], currency: string): Money => ({
  amount: moneys.reduce((total, { amount }) => total + amount, 0),
  currency,
});

const spelling = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;

/** The shortest plain decimal of a number times ten to the power `places`: `10` and -2 are `"0.1"`. */
export function plainDecimal(value: Decimal, places = 0): string {
  const match = spelling.exec(String(value));
  if (match === null) throw new RangeError("not a decimal number");
  const [, sign = "", whole = "0", fraction = "", exponent = "0"] = match;
  const scale = fraction.length - Number(exponent) - places;
  const digits =
    scale > 0 ? (whole + fraction).padStart(scale + 1, "0") : whole + fraction + "0".repeat(-scale);
  const point = digits.length - Math.max(scale, 0);
  const integer = digits.slice(0, point).replace(/^0+(?=\d)/, "");
  const decimals = digits.slice(point).replace(/0+$/, "");
  const plain = decimals === "" ? integer : `${integer}.${decimals}`;
  return sign === "-" && plain !== "0" ? `-${plain}` : plain;
}
