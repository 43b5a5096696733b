import { z } from "zod";
import { formatDecimal, parseDecimal, rescale } from "./decimal.ts";

/** An ISO 4217 code in upper case. */
export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/, { error: 'must be an ISO 4217 code in upper case, e.g. "USD"' })
  .meta({ id: "Currency", description: "ISO 4217 currency code in upper case.", examples: ["USD"] });

/** An amount of money: integer minor units (cents) and its currency. The sign is allowed. */
export const Money = z
  .strictObject({
    amount: z.int().meta({ description: "Integer minor units: 1298 is USD 12.98, JPY 1298, BHD 1.298." }),
    currency: Currency,
  })
  .meta({ id: "Money", description: "Money in integer minor units; negative where it flows back." });
export type Money = z.infer<typeof Money>;

/** Money that has no sign: the field, or the message's type, says which way it flows. */
export const UnsignedMoney = z
  .strictObject({
    amount: z
      .int()
      .min(0, { error: "must not be negative: the field says which way the money flows" })
      .meta({ description: "Integer minor units, zero or more: 500 is USD 5.00." }),
    currency: Currency,
  })
  .meta({ id: "UnsignedMoney", description: "Money in integer minor units, never negative." });

/** Money of which there must be some, for commands that move it. */
export const PositiveMoney = z
  .strictObject({
    amount: z
      .int()
      .min(1, { error: "must be above zero: a command moves money, and says the way itself" })
      .meta({ description: "Integer minor units, one or more: 500 is USD 5.00." }),
    currency: Currency,
  })
  .meta({ id: "PositiveMoney", description: "Money in integer minor units, more than none." });

/** ISO 4217 (list one, 2025): currencies whose minor unit is not a hundredth. */
const exponents: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ").map((code) => [code, 0]),
  ),
  ...Object.fromEntries("BHD IQD JOD KWD LYD OMR TND".split(" ").map((code) => [code, 3])),
  CLF: 4,
  UYW: 4,
};

/** How many decimal digits a currency has by ISO 4217; vendors that differ are their adapter's business. */
export const currencyExponent = (currency: string): number =>
  Object.hasOwn(exponents, currency) ? (exponents[currency] ?? 2) : 2;

/**
 * The minor units of a decimal amount, computed on its digits: `minorUnits("12.98", "USD")` is 1298.
 * Digits beyond the currency's exponent are rounded half to even.
 * @throws RangeError when the text is not a decimal number, or the result is beyond 2^53 - 1
 */
export function minorUnits(decimal: string, currency: string): number {
  const { digits } = rescale(parseDecimal(decimal), currencyExponent(currency));
  const amount = Number(digits);
  if (!Number.isSafeInteger(amount)) throw new RangeError("the amount is beyond 2^53 - 1 minor units");
  return amount;
}

/** Money as a plain decimal in major units: USD 1298 is `"12.98"`, JPY 1298 is `"1298"`. */
export function decimalOf({ amount, currency }: Money): string {
  return formatDecimal({ digits: BigInt(amount), scale: currencyExponent(currency) });
}
