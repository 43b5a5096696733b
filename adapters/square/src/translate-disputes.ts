import { translation, type Translation } from "@spindlebus/bus/adapter";
import { paymentDisputeClosed, paymentDisputeOpened } from "@spindlebus/contracts";
import { squareRef, storeOf } from "./canonical.ts";
import type { SquareSettings } from "./settings.ts";
import type { Told } from "./vendor-event.ts";
import type { DisputeObject } from "./vendor-payment.ts";

type Settings = Pick<SquareSettings, "stores">;

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
