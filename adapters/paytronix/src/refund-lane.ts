import { paymentFactId } from "./accrual-fact.ts";

type PaymentNames = {
  readonly orderRef?: string | undefined;
  readonly merchantReference?: string | undefined;
  readonly paymentId: string;
};

/**
 * The lane in which a refund and what becomes of it stand, behind their order. One that names no order cannot stand behind
 * it: those of one payment keep order among themselves.
 */
export function laneKeyOf({ orderRef, merchantReference, paymentId }: PaymentNames): string {
  return orderRef ?? merchantReference ?? paymentFactId(paymentId);
}
