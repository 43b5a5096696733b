import type { Ref } from "../../values/ref.ts";

/** What a message about a payment says of whose payment it is. */
type PaymentNames = { readonly paymentId: string; readonly refs?: readonly Ref[] | undefined };

/** Ids that are unmistakably of one processor: a command may carry nothing else. */
const idForms: Readonly<Record<string, RegExp>> = {
  stripe: /^(pi|ch|py)_/,
  adyen: /^[A-Z0-9]{16}$/,
};

/**
 * The vendor that took a payment: whose id the `paymentId` is by the refs, else the processor that they name (a till has ids
 * of payments too), else whose form the id has, else the first of the refs. Undefined where nothing tells.
 */
export function processorOf({ paymentId, refs = [] }: PaymentNames): string | undefined {
  const named = refs.find(({ id }) => id === paymentId) ?? refs.find(({ vendor }) => vendor in idForms);
  const byForm = Object.keys(idForms).find((vendor) => idForms[vendor]?.test(paymentId));
  return named?.vendor ?? byForm ?? refs[0]?.vendor;
}

/**
 * The vendor that took a payment, where it is another than `vendor`: so that two processors of one chain each leave alone
 * what is the other's. Of a payment that nobody can tell it is undefined, and a person is asked rather than nobody acting.
 */
export function otherProcessorOf(payment: PaymentNames, vendor: string): string | undefined {
  if (payment.refs?.some((ref) => ref.vendor === vendor)) return undefined;
  const processor = processorOf(payment);
  return processor === vendor ? undefined : processor;
}
