import {
  answeredAt,
  emission,
  tellingRefusal,
  vendorErrorOf,
  type Emission,
  type InterpretContext,
  type Next,
  type Operation,
  type Outcome,
  type Rejected,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { otherProcessorOf, paymentRefund, paymentRefundFailed } from "@spindlebus/contracts";
import { key, read } from "./call.ts";
import { squareRef } from "./canonical.ts";
import { refusal } from "./errors.ts";
import { isItOurs, made, ofAllThatIsLeft } from "./refund-left.ts";
import { paymentOf, readMade, refundRequest, type Refund } from "./refund-request.ts";
import type { SquareSettings } from "./settings.ts";

type Context = InterpretContext<SquareSettings>;

/**
 * Gives money back: `POST /v2/refunds` (developer.squareup.com/reference/square/refunds-api/refund-payment). Square wants an
 * amount; where the command names none the payment is read first, and all that is left of it goes back. Square takes a refund on
 * as PENDING; that it did, and how it ended, the webhooks alone tell, and the reason carries the command's id to them.
 */
export const refund: Operation<Refund, SquareSettings> = {
  on: paymentRefund,
  summary: "Gives back a payment that Square took, whole or in part; how it ended comes by webhook.",
  idempotency: "key",
  key,
  skip(command) {
    const other = otherProcessorOf(command, "square");
    return other !== undefined && `the payment is of another vendor: ${other}`;
  },
  request: (command, context) =>
    command.amount === undefined
      ? read(`/v2/payments/${encodeURIComponent(paymentOf(command))}`, context)
      : refundRequest(command, command.amount, context),
  interpret: (response, command, context) => {
    const outcome = readStep(response, command, context);
    // One that Square took on has an id, and its webhook tells the end of it: one fact has one source.
    return outcome.kind === "rejected" && takenOn.has(outcome.code)
      ? outcome
      : tellingRefusal(outcome, (refused) => [refusedBy(refused, command, response, context)]);
  },
};

const takenOn: ReadonlySet<string> = new Set(["FAILED", "REJECTED"]);

function readStep(response: VendorResponse, command: Refund, context: Context): Outcome | Next {
  if (response.status < 200 || response.status > 299) return refusal(response);
  if (command.amount !== undefined || context.carry === made) return readMade(response, command);
  return context.step === 0
    ? ofAllThatIsLeft(response, command, context)
    : isItOurs(response, command, context);
}

/** That there will be no refund, for whoever asked; it has no id at Square, so the command's stands for it. */
function refusedBy(
  refused: Rejected,
  command: Refund,
  response: VendorResponse,
  { message }: Context,
): Emission {
  const { refundId, amount, reason, orderRef } = command;
  const occurredAt = answeredAt(message, response);
  const data = {
    paymentId: command.paymentId,
    refs: [squareRef("payment", paymentOf(command))],
    ...(orderRef && { orderRef }),
    refund: {
      refundId,
      refs: [],
      requestId: refundId,
      amount,
      reason,
      status: "failed" as const,
      failureCode: refused.code.slice(0, 100),
    },
    error: vendorErrorOf(refused),
    occurredAt,
    finality: "final" as const,
  };
  return emission(paymentRefundFailed, data, occurredAt);
}
