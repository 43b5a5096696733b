import {
  answeredAt,
  applied,
  emission,
  inDoubt,
  next,
  rejected,
  tellingRefusal,
  type Emission,
  type InterpretContext,
  type Json,
  type Next,
  type Operation,
  type Outcome,
  type Rejected,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import {
  otherProcessorOf,
  paymentRefund,
  paymentRefundFailed,
  type DataOf,
  type Money,
} from "@spindlebus/contracts";
import { change, key, read } from "./call.ts";
import { squareId, squareRef } from "./canonical.ts";
import { refusal } from "./errors.ts";
import { markIn, withMark } from "./marks.ts";
import type { SquareSettings } from "./settings.ts";
import { PaymentAnswer, RefundAnswer, type PaymentObject, type RefundObject } from "./vendor-payment.ts";

type Refund = DataOf<typeof paymentRefund>;
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

/** What is carried to the answer of the refund itself. */
const made = "made";

const paymentOf = ({ paymentId, refs }: Refund): string => squareId(refs, "payment") ?? paymentId;

const words: Readonly<Record<NonNullable<Refund["reason"]>, string>> = {
  customer_request: "Customer request",
  return: "Return",
  duplicate: "Duplicate",
  fraud: "Fraud",
  other: "Refund",
};

function refundRequest(
  command: Refund,
  amount: Money,
  context: { readonly settings: SquareSettings },
): VendorRequest {
  const body = {
    payment_id: paymentOf(command),
    amount_money: amount,
    reason: withMark(command.note ?? words[command.reason ?? "other"], { id: command.refundId }, 192),
  };
  return change("/v2/refunds", body, context);
}

const unreadable = ({ status }: VendorResponse, what: string): Outcome =>
  inDoubt("unreadable_answer", `Square answered ${status} without a readable ${what}.`);

function readMade(response: VendorResponse, command: Refund): Outcome {
  const answer = RefundAnswer.safeParse(response.json);
  return answer.success ? taken(answer.data.refund, command) : unreadable(response, "refund");
}

function taken(refunded: RefundObject, command: Refund): Outcome {
  const { id, status = "", amount_money: amount, payment_id } = refunded;
  if (status === "FAILED" || status === "REJECTED")
    return rejected(status, `Square took the refund on as ${id}, and it is ${status}.`);
  const facts = { paymentId: payment_id ?? paymentOf(command), ...amount };
  return applied({
    reference: id,
    remember: [{ kind: "refund", id: command.refundId, vendorId: id, facts }],
  });
}

function ofAllThatIsLeft(response: VendorResponse, command: Refund, context: Context): Outcome | Next {
  const answer = PaymentAnswer.safeParse(response.json);
  if (!answer.success) return unreadable(response, "payment");
  const { payment } = answer.data;
  const amount = leftOf(payment);
  if (amount.amount > 0) return next(refundRequest(command, amount, context), made);
  // It may be this very command's earlier try that left nothing.
  return lookAt((payment.refund_ids ?? []).toReversed().slice(0, 5), context);
}

/** What of a payment has not gone back yet, tip and all. */
function leftOf({ amount_money, tip_money, total_money, refunded_money }: PaymentObject): Money {
  const total = total_money?.amount ?? amount_money.amount + (tip_money?.amount ?? 0);
  return { amount: total - (refunded_money?.amount ?? 0), currency: amount_money.currency };
}

function lookAt([id, ...others]: readonly string[], context: Context): Outcome | Next {
  return id === undefined
    ? rejected("nothing_left", "All of the payment has gone back already, by other refunds.")
    : next(read(`/v2/refunds/${encodeURIComponent(id)}`, context), others);
}

function isItOurs(response: VendorResponse, command: Refund, context: Context): Outcome | Next {
  const answer = RefundAnswer.safeParse(response.json);
  if (!answer.success) return unreadable(response, "refund");
  const { refund: known } = answer.data;
  return markIn(known.reason).id === command.refundId
    ? taken(known, command)
    : lookAt(idsIn(context.carry), context);
}

const idsIn = (carry: Json): readonly string[] =>
  Array.isArray(carry) ? carry.filter((id): id is string => typeof id === "string") : [];

/** That there will be no refund, for whoever asked; it has no id at Square, so the command's stands for it. */
function refusedBy(
  { code }: Rejected,
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
      failureCode: code.slice(0, 100),
    },
    occurredAt,
    finality: "final" as const,
  };
  return emission(paymentRefundFailed, data, occurredAt);
}
