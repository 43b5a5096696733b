import {
  answeredAt,
  emission,
  vendorErrorOf,
  type Emission,
  type OperationContext,
  type Rejected,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { paymentRefundFailed, type DataOf, type paymentRefund } from "@spindlebus/contracts";

/** That a refund was refused before Stripe made one: it has no id there but the command's. */
export function refundRefused(
  refusal: Rejected,
  { refundId, paymentId, refs = [], orderRef, amount, reason }: DataOf<typeof paymentRefund>,
  { message }: Pick<OperationContext<unknown>, "message">,
  response?: VendorResponse,
): Emission {
  const error = vendorErrorOf(refusal);
  const occurredAt = answeredAt(message, response);
  const data = {
    paymentId,
    refs: [...refs],
    orderRef,
    refund: {
      refundId,
      refs: [],
      requestId: refundId,
      amount,
      reason,
      status: "failed" as const,
      failureCode: error.vendorCode,
    },
    error,
    occurredAt,
    finality: "final" as const,
  };
  return emission(paymentRefundFailed, data, occurredAt);
}
