import {
  answeredAt,
  emission,
  vendorErrorOf,
  type Emission,
  type OperationContext,
  type Rejected,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import {
  paymentCancelFailed,
  paymentCaptureFailed,
  paymentRefundFailed,
  type DataOf,
  type paymentCancel,
  type paymentCapture,
  type paymentRefund,
} from "@spindlebus/contracts";
import { paymentOfCommand, type Command } from "./modification.ts";
import { cancellationReason, captureReason } from "./reasons.ts";
import type { AdyenSettings } from "./settings.ts";

/*
 * What Adyen refuses at once is told here: it sends no notification of what it never received. What it receives and refuses
 * later is told by its notification alone.
 */

type Context = OperationContext<AdyenSettings>;

/** A refund that Adyen did not receive: it has no id there but the command's. */
export function refundRefused(
  refusal: Rejected,
  command: DataOf<typeof paymentRefund>,
  context: Context,
  response?: VendorResponse,
): Emission {
  const { refundId, amount, reason } = command;
  const told = refusedOf(refusal, command, context, response);
  const failureCode = told.error.vendorCode;
  const status = "failed" as const;
  const refund = { refundId, refs: [], requestId: refundId, amount, reason, status, failureCode };
  return emission(paymentRefundFailed, { ...told, refund }, told.occurredAt);
}

/** A capture that Adyen did not receive. */
export function captureRefused(
  refusal: Rejected,
  command: DataOf<typeof paymentCapture>,
  context: Context,
  response?: VendorResponse,
): Emission {
  const told = refusedOf(refusal, command, context, response);
  const capture = { requestId: command.captureId, amount: command.amount };
  return emission(
    paymentCaptureFailed,
    { ...told, reason: captureReason(refusal.message), capture },
    told.occurredAt,
  );
}

/** A cancellation that Adyen did not receive. */
export function cancelRefused(
  refusal: Rejected,
  command: DataOf<typeof paymentCancel>,
  context: Context,
  response?: VendorResponse,
): Emission {
  const told = refusedOf(refusal, command, context, response);
  const cancellation = { requestId: command.cancellationId, reason: command.reason };
  return emission(
    paymentCancelFailed,
    { ...told, reason: cancellationReason(refusal.message), cancellation },
    told.occurredAt,
  );
}

const refusedOf = (
  refusal: Rejected,
  command: Command,
  { settings, message }: Context,
  response: VendorResponse | undefined,
) => ({
  ...paymentOfCommand(command, settings),
  error: vendorErrorOf(refusal),
  occurredAt: answeredAt(message, response),
  finality: "final" as const,
});
