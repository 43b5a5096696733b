import {
  answeredAt,
  applied,
  emission,
  type InterpretContext,
  tellingRefusal,
  type Operation,
  type OperationContext,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { paymentRefund, paymentRefundRequested, type DataOf, type RefundReason } from "@spindlebus/contracts";
import { adyenRef } from "./canonical.ts";
import {
  amountField,
  idempotencyKey,
  modification,
  paymentOfCommand,
  readAnswer,
  skipOthers,
} from "./modification.ts";
import { refundRefused } from "./refused.ts";
import type { AdyenSettings } from "./settings.ts";

type Refund = DataOf<typeof paymentRefund>;

/** Gives money back: `POST /payments/{pspReference}/refunds`. */
export const refund: Operation<Refund, AdyenSettings> = {
  on: paymentRefund,
  summary: "Asks Adyen to refund a payment, whole or in part; whether it did comes by webhook.",
  idempotency: "key",
  key: idempotencyKey,
  skip: skipOthers,
  request: (command, context) =>
    tellingRefusal(refundRequest(command, context), (refusal) => [refundRefused(refusal, command, context)]),
  interpret: (response, command, context) =>
    tellingRefusal(readRefund(response, command, context), (refusal) => [
      refundRefused(refusal, command, context, response),
    ]),
};

function refundRequest(command: Refund, context: OperationContext<AdyenSettings>): VendorRequest | Outcome {
  const amount = amountField(command.amount);
  if ("kind" in amount) return amount;
  const merchantRefundReason = command.reason && refundReasons[command.reason];
  const fields = { ...amount, merchantRefundReason };
  return modification({ path: "refunds", requestId: command.refundId, command, fields }, context);
}

const refundReasons: Readonly<Record<RefundReason, string>> = {
  customer_request: "CUSTOMER REQUEST",
  return: "RETURN",
  duplicate: "DUPLICATE",
  fraud: "FRAUD",
  other: "OTHER",
};

function readRefund(
  response: VendorResponse,
  command: Refund,
  context: InterpretContext<AdyenSettings>,
): Outcome {
  const answer = readAnswer(response);
  if ("kind" in answer) return answer;
  const { pspReference } = answer.taken;
  return applied({
    reference: pspReference,
    emit: [requested(command, pspReference, answeredAt(context.message, response), context)],
    remember: [
      {
        kind: "refund",
        id: command.refundId,
        vendorId: pspReference,
        facts: { paymentId: command.paymentId, ...command.amount },
      },
    ],
  });
}

/** That it was taken on. That it succeeded or failed is told by the webhook alone, so that one fact has one source. */
function requested(
  command: Refund,
  pspReference: string,
  occurredAt: string,
  { settings }: InterpretContext<AdyenSettings>,
) {
  const payment = paymentOfCommand(command, settings);
  const account = payment.refs[0]?.account ?? settings.merchantAccount;
  const data = {
    ...payment,
    refund: {
      refundId: pspReference,
      refs: [adyenRef("refund", pspReference, account)],
      requestId: command.refundId,
      amount: command.amount,
      reason: command.reason,
      status: "requested" as const,
    },
    occurredAt,
    finality: "provisional" as const,
  };
  return emission(paymentRefundRequested, data, occurredAt);
}
