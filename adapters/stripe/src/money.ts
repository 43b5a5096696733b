import { currencyExponent, type Money } from "@spindlebus/contracts";

/**
 * Currencies whose amounts Stripe does not write with ISO 4217's exponent: ISK and UGX with two digits that are always
 * zero, MGA with none. (docs.stripe.com/currencies; the list as recalled, not read on the page of this year.)
 */
const stripeExponents: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: 0 };

/** Money as Stripe writes it. A fraction of a minor unit stays one, so that the contract refuses it. */
export function moneyOf(amount: number, currency: string): Money {
  const code = currency.toUpperCase();
  return { amount: amount * 10 ** -surplus(code), currency: code };
}

/** The amount as Stripe wants it; not an integer where Stripe cannot say it. */
export const stripeAmount = ({ amount, currency }: Money): number => amount * 10 ** surplus(currency);

/** How many digits more Stripe writes than ISO 4217. */
function surplus(currency: string): number {
  const iso = currencyExponent(currency);
  return (Object.hasOwn(stripeExponents, currency) ? (stripeExponents[currency] ?? iso) : iso) - iso;
}
