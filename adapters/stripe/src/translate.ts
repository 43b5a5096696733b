import { translation, type Translation } from "@spindlebus/bus/adapter";
import {
  paymentCaptured,
  paymentDisputeOpened,
  paymentRefunded,
  paymentRefundFailed,
} from "@spindlebus/contracts";
import { instant, paymentRefs, refundDetails, stripeRef } from "./canonical.ts";
import { moneyOf } from "./money.ts";
import type { DisputeObject, PaymentIntentObject, RefundObject, StripeEvent } from "./vendor.ts";

type Context = { readonly settings: { readonly orderIdKey: string } };

/**
 * From an event of Stripe to canonical messages.
 *
 * One business fact is one message, however many events tell it: `refund.created` with the status succeeded, then
 * `refund.updated` once the bank's reference number is there, are one payment.refunded. So the event id of a translation
 * is the object's id and what it says (`re_…:succeeded`), not the vendor's `evt_…`; and the data holds nothing that
 * differs between two events about the same fact, for the same id with other data is a conflict.
 */
// oxlint-disable-next-line typescript/consistent-return -- every case returns, and the compiler sees to it that every case is there
export function translate(event: StripeEvent, { settings }: Context): readonly Translation[] {
  switch (event.type) {
    case "refund.created":
    case "refund.updated":
    case "refund.failed":
      return refundOutcome(event.data.object, instant(event.created), settings.orderIdKey);
    // Sent once for each payment, captured at once or later, with the order's metadata. charge.captured comes for later
    // captures only and would tell those a second time.
    case "payment_intent.succeeded":
      return [captured(event.data.object, instant(event.created), settings.orderIdKey)];
    case "charge.dispute.created":
      return [disputeOpened(event.data.object, settings.orderIdKey)];
    case "other":
      return [];
  }
}

/** What a refund's status says; it counts, and not the event's name: each event shows the refund as it was then. */
function refundOutcome(refund: RefundObject, time: string, orderIdKey: string): readonly Translation[] {
  const paymentId = refund.payment_intent ?? refund.charge;
  // A refund of a customer's cash balance is of no payment.
  if (!paymentId) return [];
  // The charge was authorised and never captured: no money had been taken that could go back.
  if (refund.reason === "expired_uncaptured_charge") return [];
  const payment = {
    paymentId,
    refs: paymentRefs(refund),
    orderRef: refund.metadata?.[orderIdKey] || undefined,
    // The refund's own time: the event's differs from event to event.
    occurredAt: instant(refund.created),
  };
  const details = refundDetails(refund);
  switch (refund.status ?? undefined) {
    case "succeeded": {
      // A bank can still send the money back: a refund that succeeded may fail later.
      const succeeded = { ...details, status: "succeeded" as const };
      const data = { ...payment, refund: succeeded, finality: "provisional" as const };
      return [translation(paymentRefunded, { eventId: `${refund.id}:succeeded`, data, time })];
    }
    case "failed":
    case "canceled": {
      const failureCode = refund.status === "failed" ? (refund.failure_reason ?? undefined) : "canceled";
      const failed = { ...details, status: "failed" as const, failureCode };
      const data = { ...payment, refund: failed, finality: "final" as const };
      return [translation(paymentRefundFailed, { eventId: `${refund.id}:${refund.status}`, data, time })];
    }
    case undefined:
    default:
      return [];
  }
}

function captured(intent: PaymentIntentObject, time: string, orderIdKey: string): Translation {
  const data = {
    paymentId: intent.id,
    refs: paymentRefs({ payment_intent: intent.id, charge: intent.latest_charge }),
    orderRef: intent.metadata?.[orderIdKey] || undefined,
    amount: moneyOf(intent.amount, intent.currency),
    amountCaptured: moneyOf(intent.amount_received, intent.currency),
    occurredAt: time,
    finality: "final" as const,
  };
  return translation(paymentCaptured, { eventId: `${intent.id}:captured`, data, time });
}

function disputeOpened(dispute: DisputeObject, orderIdKey: string): Translation {
  const dueBy = dispute.evidence_details?.due_by;
  const data = {
    paymentId: dispute.payment_intent ?? dispute.charge,
    refs: paymentRefs(dispute),
    orderRef: dispute.metadata?.[orderIdKey] || undefined,
    dispute: {
      disputeId: dispute.id,
      refs: [stripeRef("dispute", dispute.id)],
      amount: moneyOf(dispute.amount, dispute.currency),
      reason: dispute.reason || undefined,
      status: dispute.status || undefined,
      evidenceDueAt: dueBy ? instant(dueBy) : undefined,
    },
    occurredAt: instant(dispute.created),
    finality: "provisional" as const,
  };
  return translation(paymentDisputeOpened, { eventId: `${dispute.id}:opened`, data, time: data.occurredAt });
}
