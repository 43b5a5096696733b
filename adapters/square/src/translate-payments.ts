import { translation, type Translation } from "@spindlebus/bus/adapter";
import {
  paymentAuthorizationFailed,
  paymentAuthorized,
  paymentCancelled,
  paymentCaptured,
  paymentExpired,
  type DataOf,
} from "@spindlebus/contracts";
import { paymentFields } from "./payment.ts";
import type { SquareSettings } from "./settings.ts";
import type { Told } from "./vendor-event.ts";
import type { PaymentObject } from "./vendor-payment.ts";

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
