import {
  applied,
  inDoubt,
  next,
  unchanged,
  type Next,
  type Operation,
  type OperationContext,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { paymentCaptured, type DataOf } from "@spindlebus/contracts";
import { z } from "zod";
import { change, key, orderRequest } from "./call.ts";
import { refusal } from "./errors.ts";
import type { SquareSettings } from "./settings.ts";
import { OrderAnswer, type SquareOrder } from "./vendor-order.ts";

type Captured = DataOf<typeof paymentCaptured>;

const PaymentAnswer = z.looseObject({ payment: z.looseObject({ id: z.string().min(1) }) });

/**
 * An order at Square that was paid elsewhere is paid at Square too: its payment is recorded there as an external one
 * (developer.squareup.com/docs/payments-api/take-payments/external-payments).
 */
export const recordPayment: Operation<Captured, SquareSettings> = {
  on: paymentCaptured,
  summary: "Records at Square that an order was paid elsewhere.",
  idempotency: "key",
  key,
  skip: ({ orderRef, refs }, { settings }) => {
    if (!settings.recordPayments) return "the connection records no payments of others";
    if (orderRef === undefined) return "the payment is of no order";
    return refs.some(({ vendor }) => vendor === "square") ? "Square took the payment itself" : false;
  },
  recall: ({ orderRef = "" }) => ({ order: { kind: "order", ids: [orderRef], writtenBy: "readOrder" } }),
  // What is due and where, only the order says.
  request: ({ orderRef = "" }, context) =>
    orderRequest(context.recalled["order"]?.vendorId ?? orderRef, context),
  interpret: (response, payment, context) =>
    context.step > 0 ? readPayment(response) : payOrder(response, payment, context),
};

function payOrder(
  response: VendorResponse,
  payment: Captured,
  context: OperationContext<SquareSettings>,
): Outcome | Next {
  if (response.status < 200 || response.status > 299) return refusal(response);
  const read = OrderAnswer.safeParse(response.json);
  if (!read.success) return unreadable(response, "order");
  const { order } = read.data;
  if (order.state === "COMPLETED" || order.state === "CANCELED")
    return unchanged(`the order is ${order.state} already`);
  return next(change("/v2/payments", externalPayment(payment, order), context));
}

function externalPayment({ paymentId, refs, amountCaptured, orderRef = "" }: Captured, order: SquareOrder) {
  const [taken] = refs;
  return {
    source_id: "EXTERNAL",
    amount_money: amountCaptured,
    order_id: order.id,
    location_id: order.location_id,
    ...(orderRef.length <= 40 && { reference_id: orderRef }),
    external_details: { type: "CARD", source: taken?.vendor ?? "external", source_id: paymentId },
  };
}

function readPayment(response: VendorResponse): Outcome {
  if (response.status < 200 || response.status > 299) return refusal(response);
  const read = PaymentAnswer.safeParse(response.json);
  return read.success ? applied({ reference: read.data.payment.id }) : unreadable(response, "payment");
}

const unreadable = ({ status }: VendorResponse, what: string): Outcome =>
  inDoubt("unreadable_answer", `Square answered ${status} without a readable ${what}.`);
