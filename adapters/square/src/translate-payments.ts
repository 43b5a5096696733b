import { translation, type Translation } from "@spindlebus/bus/adapter";
import {
  paymentAuthorizationFailed,
  paymentAuthorized,
  paymentCancelled,
  paymentCaptured,
  paymentDisputeClosed,
  paymentDisputeOpened,
  paymentExpired,
  paymentRefunded,
  paymentRefundFailed,
  paymentRefundRequested,
  type DataOf,
} from "@spindlebus/contracts";
import { squareRef, storeOf } from "./canonical.ts";
import { paymentFields } from "./payment.ts";
import type { SquareSettings } from "./settings.ts";
import type { Told } from "./vendor-event.ts";
import type { DisputeObject, PaymentObject, RefundObject } from "./vendor-payment.ts";

type Settings = Pick<SquareSettings, "stores">;

/**
 * Where a payment stands. Square tells a payment again and again (its fees, its refunds), so one fact is one message: its
 * event id is the payment's id and what is said of it, and the first telling stands.
 */
export function paymentStep(told: Told, payment: PaymentObject, settings: Settings): readonly Translation[] {
  const eventId = `${payment.id}:${payment.status ?? ""}`;
  const { data, times, total } = paymentFields(told, payment, settings);
  const at = (occurredAt: string) => ({ ...data, occurredAt });
  switch (payment.status) {
    case "APPROVED": {
      const approved = {
        ...at(times.authorized ?? payment.updated_at ?? payment.created_at),
        amountCapturable: payment.approved_money ?? total,
        expiresAt: payment.delayed_until,
        finality: "provisional" as const,
      };
      return [translation(paymentAuthorized, { eventId, data: approved, time: told.time })];
    }
    case "COMPLETED": {
      const captured = {
        ...at(times.captured ?? payment.updated_at ?? payment.created_at),
        amountCaptured: total,
        amountRefunded: payment.refunded_money,
        finality: "final" as const,
      };
      return [translation(paymentCaptured, { eventId, data: captured, time: told.time })];
    }
    case "CANCELED": {
      const when = times.voided ?? payment.updated_at ?? told.time;
      const ended = { ...at(when), finality: "final" as const };
      const ranOut =
        payment.delayed_until !== undefined && Date.parse(when) >= Date.parse(payment.delayed_until);
      return [
        translation(ranOut ? paymentExpired : paymentCancelled, { eventId, data: ended, time: told.time }),
      ];
    }
    case "FAILED": {
      const [error] = payment.card_details?.errors ?? [];
      const failed = {
        ...at(payment.updated_at ?? payment.created_at),
        reason: failureReason(error?.code),
        error: error && { vendorCode: error.code, message: error.detail?.slice(0, 500) },
        finality: "final" as const,
      };
      return [translation(paymentAuthorizationFailed, { eventId, data: failed, time: told.time })];
    }
    // PENDING, and what Square will add: nothing is decided.
    case undefined:
    default:
      return [];
  }
}

function failureReason(code: string | undefined): DataOf<typeof paymentAuthorizationFailed>["reason"] {
  switch (code) {
    case "INSUFFICIENT_FUNDS":
      return "insufficient_funds";
    case "CARD_EXPIRED":
    case "INVALID_EXPIRATION":
    case "EXPIRATION_FAILURE":
      return "expired_card";
    case "INVALID_CARD":
    case "INVALID_CARD_DATA":
    case "PAN_FAILURE":
      return "invalid_card";
    case "CVV_FAILURE":
    case "ADDRESS_VERIFICATION_FAILURE":
    case "CARD_DECLINED_VERIFICATION_REQUIRED":
      return "authentication_failed";
    case "TRANSACTION_LIMIT":
    case "PAYMENT_LIMIT_EXCEEDED":
      return "limit_exceeded";
    case "CARD_NOT_SUPPORTED":
    case "UNSUPPORTED_CARD_BRAND":
      return "not_supported";
    case "BUYER_REFUSED_PAYMENT":
      return "cancelled_by_customer";
    case "GENERIC_DECLINE":
    case "CARD_DECLINED":
    case "CARD_DECLINED_CALL_ISSUER":
      return "declined";
    case undefined:
    default:
      return "other";
  }
}

/** Where a refund stands: Square takes it on as PENDING, and it may still be refused. */
export function refundStep(told: Told, refund: RefundObject, settings: Settings): readonly Translation[] {
  // An unlinked refund is of no payment.
  if (!refund.payment_id) return [];
  const { merchantId, time } = told;
  const { status, reason, processing_fee } = refund;
  const eventId = `${refund.id}:${status ?? ""}`;
  const details = {
    refundId: refund.id,
    refs: [
      squareRef("refund", refund.id, merchantId),
      ...(refund.order_id ? [squareRef("order", refund.order_id, merchantId)] : []),
    ],
    amount: refund.amount_money,
    reason: "other" as const,
  };
  const payment = {
    paymentId: refund.payment_id,
    refs: [squareRef("payment", refund.payment_id, merchantId)],
    ...(refund.location_id && { store: storeOf(refund.location_id, settings) }),
    vendorStatus: status,
    occurredAt: refund.updated_at ?? refund.created_at,
    ext: {
      square: {
        created_at: refund.created_at,
        ...(reason !== undefined && { reason }),
        ...(processing_fee !== undefined && { processing_fee }),
      },
    },
  };
  switch (status) {
    case "PENDING": {
      const data = {
        ...payment,
        refund: { ...details, status: "pending" as const },
        finality: "provisional" as const,
      };
      return [translation(paymentRefundRequested, { eventId, data, time })];
    }
    case "COMPLETED": {
      const succeeded = { ...details, status: "succeeded" as const };
      return [
        translation(paymentRefunded, {
          eventId,
          data: { ...payment, refund: succeeded, finality: "provisional" },
          time,
        }),
      ];
    }
    case "REJECTED":
    case "FAILED": {
      const failed = { ...details, status: "failed" as const, failureCode: status };
      return [
        translation(paymentRefundFailed, {
          eventId,
          data: { ...payment, refund: failed, finality: "final" },
          time,
        }),
      ];
    }
    case undefined:
    default:
      return [];
  }
}

/** A dispute that began or ended; what happens in between is between the chain and the bank. */
export function disputeStep(told: Told, dispute: DisputeObject, settings: Settings): readonly Translation[] {
  const disputeId = dispute.id ?? dispute.dispute_id;
  if (!disputeId) return [];
  const { merchantId, time } = told;
  const inquiry = dispute.state.startsWith("INQUIRY_");
  const details = {
    disputeId,
    refs: [squareRef("dispute", disputeId, merchantId)],
    amount: dispute.amount_money,
    reason: dispute.reason,
    status: dispute.state,
    stage: inquiry ? ("inquiry" as const) : ("chargeback" as const),
    evidenceDueAt: dispute.due_at,
  };
  const { payment_id: paymentId } = dispute.disputed_payment;
  const payment = {
    paymentId,
    refs: [squareRef("payment", paymentId, merchantId)],
    ...(dispute.location_id && { store: storeOf(dispute.location_id, settings) }),
    vendorStatus: dispute.state,
  };
  const outcome = outcomes[dispute.state];
  if (outcome) {
    const occurredAt = dispute.updated_at ?? time;
    const data = { ...payment, dispute: { ...details, outcome }, occurredAt, finality: "final" as const };
    return [translation(paymentDisputeClosed, { eventId: `${disputeId}:${dispute.state}`, data, time })];
  }
  if (told.type !== "dispute.created") return [];
  const data = {
    ...payment,
    dispute: details,
    occurredAt: dispute.created_at,
    finality: "provisional" as const,
  };
  return [translation(paymentDisputeOpened, { eventId: `${disputeId}:opened`, data, time })];
}

const outcomes: Readonly<Record<string, "won" | "lost" | "accepted" | "withdrawn" | undefined>> = {
  WON: "won",
  LOST: "lost",
  ACCEPTED: "accepted",
  INQUIRY_CLOSED: "withdrawn",
};
