import { translation, type Translation } from "@spindlebus/bus/adapter";
import { paymentRefunded, paymentRefundFailed, paymentRefundRequested } from "@spindlebus/contracts";
import { squareRef, storeOf } from "./canonical.ts";
import { markIn } from "./marks.ts";
import type { SquareSettings } from "./settings.ts";
import type { Told } from "./vendor-event.ts";
import type { RefundObject } from "./vendor-payment.ts";

type Settings = Pick<SquareSettings, "stores">;

/** Where a refund stands: Square takes it on as PENDING, and it may still be refused. */
export function refundStep(told: Told, refund: RefundObject, settings: Settings): readonly Translation[] {
  // An unlinked refund is of no payment.
  if (!refund.payment_id) return [];
  const { time } = told;
  const { status } = refund;
  const eventId = `${refund.id}:${status ?? ""}`;
  const details = detailsOf(told, refund);
  const payment = paymentOf(told, refund, refund.payment_id, settings);
  switch (status) {
    case "PENDING": {
      const pending = { ...details, status: "pending" as const };
      const data = { ...payment, refund: pending, finality: "provisional" as const };
      return [translation(paymentRefundRequested, { eventId, data, time })];
    }
    case "COMPLETED": {
      const succeeded = { ...details, status: "succeeded" as const };
      const data = { ...payment, refund: succeeded, finality: "provisional" as const };
      return [translation(paymentRefunded, { eventId, data, time })];
    }
    case "REJECTED":
    case "FAILED": {
      const failed = { ...details, status: "failed" as const, failureCode: status };
      const data = { ...payment, refund: failed, finality: "final" as const };
      return [translation(paymentRefundFailed, { eventId, data, time })];
    }
    case undefined:
    default:
      return [];
  }
}

/** The refund alone; one that a command asked for carries the command's id in its reason. */
function detailsOf({ merchantId }: Told, refund: RefundObject) {
  const { id: requestId } = markIn(refund.reason);
  return {
    refundId: refund.id,
    refs: [
      squareRef("refund", refund.id, merchantId),
      ...(refund.order_id ? [squareRef("order", refund.order_id, merchantId)] : []),
    ],
    ...(requestId !== undefined && { requestId }),
    amount: refund.amount_money,
    reason: "other" as const,
  };
}

/** The payment that it is of, and when. */
function paymentOf({ merchantId }: Told, refund: RefundObject, paymentId: string, settings: Settings) {
  const { reason, processing_fee } = refund;
  return {
    paymentId,
    refs: [squareRef("payment", paymentId, merchantId)],
    ...(refund.location_id && { store: storeOf(refund.location_id, settings) }),
    vendorStatus: refund.status,
    occurredAt: refund.updated_at ?? refund.created_at,
    ext: {
      square: {
        created_at: refund.created_at,
        ...(reason !== undefined && { reason: markIn(reason).said }),
        ...(processing_fee !== undefined && { processing_fee }),
      },
    },
  };
}
