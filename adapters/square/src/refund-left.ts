import {
  next,
  rejected,
  type InterpretContext,
  type Json,
  type Next,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import type { Money } from "@spindlebus/contracts";
import { read } from "./call.ts";
import { markIn } from "./marks.ts";
import { refundRequest, taken, unreadable, type Refund } from "./refund-request.ts";
import type { SquareSettings } from "./settings.ts";
import { PaymentAnswer, RefundAnswer, type PaymentObject } from "./vendor-payment.ts";

type Context = InterpretContext<SquareSettings>;

/** What is carried to the answer of the refund itself. */
export const made = "made";

/** The payment's answer begets the refund of what is left of it. */
export function ofAllThatIsLeft(response: VendorResponse, command: Refund, context: Context): Outcome | Next {
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

/** Whether a refund that left nothing was this very command's; else the next one is looked at. */
export function isItOurs(response: VendorResponse, command: Refund, context: Context): Outcome | Next {
  const answer = RefundAnswer.safeParse(response.json);
  if (!answer.success) return unreadable(response, "refund");
  const { refund: known } = answer.data;
  return markIn(known.reason).id === command.refundId
    ? taken(known, command)
    : lookAt(idsIn(context.carry), context);
}

const idsIn = (carry: Json): readonly string[] =>
  Array.isArray(carry) ? carry.filter((id): id is string => typeof id === "string") : [];
