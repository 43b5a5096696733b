import type { Decimal } from "@spindlebus/bus/adapter";
import { minorUnits, type Money } from "@spindlebus/contracts";

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
