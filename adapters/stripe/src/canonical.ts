import type { Money, Ref, RefundDetails, RefundReason } from "@spindlebus/contracts";
import { moneyOf } from "./money.ts";
import type { RefundObject } from "./vendor.ts";

/** Under this name of its metadata a refund carries the refundId of the command that asked for it. */
export const refundIdKey = "refund_id";

/** An id at Stripe. */
export const stripeRef = (type: string, id: string): Ref => ({ vendor: "stripe", type, id });

/** What Stripe calls a payment: the payment intent and its charge, as far as they are known. */
export function paymentRefs({
  payment_intent: intent,
  charge,
}: {
  readonly payment_intent?: string | null | undefined;
  readonly charge?: string | null | undefined;
}): Ref[] {
  return [
    ...(intent ? [stripeRef("payment_intent", intent)] : []),
    ...(charge ? [stripeRef("charge", charge)] : []),
  ];
}

/** What canonical messages say of a refund besides its status. */
export function refundDetails(
  refund: RefundObject,
): Omit<RefundDetails, "status" | "amount"> & { amount: Money } {
  return {
    refundId: refund.id,
    refs: [stripeRef("refund", refund.id)],
    requestId: refund.metadata?.[refundIdKey] || undefined,
    amount: moneyOf(refund.amount, refund.currency),
    reason: refund.reason ? canonicalReason(refund.reason) : undefined,
  };
}

function canonicalReason(reason: string): RefundReason {
  switch (reason) {
    case "requested_by_customer":
      return "customer_request";
    case "duplicate":
      return "duplicate";
    case "fraudulent":
      return "fraud";
    default:
      return "other";
  }
}

/** Stripe's time in seconds as RFC 3339. */
export const instant = (seconds: number): string => new Date(seconds * 1_000).toISOString();
