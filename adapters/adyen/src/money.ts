import { currencyExponent, type Money } from "@spindlebus/contracts";

/**
 * Currencies whose amounts Adyen does not write with ISO 4217's exponent
 * (docs.adyen.com/development-resources/currency-codes, which says that its own table is leading).
 */
const adyenExponents: Readonly<Record<string, number>> = { CLP: 2, CVE: 0, IDR: 0, ISK: 2 };

/** An amount as Adyen writes it. */
export type AdyenAmount = { readonly value: number; readonly currency: string };

/** Money out of an amount of Adyen's. A fraction of a minor unit stays one, so that the contract refuses it. */
export function moneyOf({ value, currency }: AdyenAmount): Money {
  return { amount: shift(value, -surplus(currency)), currency };
}

/** Money as Adyen wants it; its value is not an integer where Adyen cannot say it. */
export function amountOf({ amount, currency }: Money): AdyenAmount {
  return { value: shift(amount, surplus(currency)), currency };
}

/** How many digits more Adyen writes than ISO 4217. */
function surplus(currency: string): number {
  const iso = currencyExponent(currency);
  return (Object.hasOwn(adyenExponents, currency) ? (adyenExponents[currency] ?? iso) : iso) - iso;
}

/** A division by 100 is exact where the result is whole; a multiplication by 0.01 is not. */
const shift = (value: number, digits: number): number =>
  digits < 0 ? value / 10 ** -digits : value * 10 ** digits;
