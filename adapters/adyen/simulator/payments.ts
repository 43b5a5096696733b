import type { ChangeRequest } from "./body.ts";

/** What became of a change that had been received: told by notification only. */
export type Verdict = { readonly success: true } | { readonly success: false; readonly reason: string };

type Payment = {
  readonly authorized: number;
  readonly currency: string;
  captured: number;
  refunded: number;
  cancelled: boolean;
};

/** What every payment is taken to have been authorised for: 100,000.00. */
const authorizedValue = 10_000_000;

/**
 * The payments. One exists from the first change on that names it, so that nobody has to set one up: authorised before a
 * capture or a cancellation, captured whole before a refund.
 */
export function paymentLedger() {
  const payments = new Map<string, Payment>();
  return {
    /** Applies a change, or says why Adyen would not, minutes after it received the request. */
    apply(request: ChangeRequest): Verdict {
      const payment = payments.get(request.payment) ?? newPayment(request);
      payments.set(request.payment, payment);
      const reason = refusalOf(request, payment);
      if (reason !== undefined) return { success: false, reason };
      const value = request.amount?.value ?? 0;
      if (request.change === "capture") payment.captured += value;
      if (request.change === "refund") payment.refunded += value;
      if (request.change === "cancel") payment.cancelled = true;
      return { success: true };
    },
  };
}

const newPayment = ({ change, amount }: ChangeRequest): Payment => ({
  authorized: authorizedValue,
  currency: amount?.currency ?? "USD",
  captured: change === "refund" ? authorizedValue : 0,
  refunded: 0,
  cancelled: false,
});

function refusalOf({ change, amount }: ChangeRequest, payment: Payment): string | undefined {
  if (amount && amount.currency !== payment.currency) return "Currency differs from that of the payment";
  const value = amount?.value ?? 0;
  switch (change) {
    case "capture":
      if (payment.cancelled) return "Transaction has been cancelled, capture not possible";
      return value > payment.authorized - payment.captured ? "Insufficient balance on payment" : undefined;
    case "refund":
      if (payment.captured === 0) return "Transaction hasn't been captured, refund not possible";
      return value > payment.captured - payment.refunded ? "Insufficient balance on payment" : undefined;
    case "cancel":
      if (payment.cancelled) return "Transaction has already been cancelled";
      return payment.captured > 0 ? "Transaction has been captured, cancel not possible" : undefined;
    default:
      return change satisfies never;
  }
}
