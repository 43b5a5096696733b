import {
  applied,
  inDoubt,
  rejected,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import type { DataOf, Money, paymentRefund } from "@spindlebus/contracts";
import { change } from "./call.ts";
import { squareId } from "./canonical.ts";
import { withMark } from "./marks.ts";
import type { SquareSettings } from "./settings.ts";
import { RefundAnswer, type RefundObject } from "./vendor-payment.ts";

/** The command that gives money back. */
export type Refund = DataOf<typeof paymentRefund>;

/** Square's id of the payment. */
export const paymentOf = ({ paymentId, refs }: Refund): string => squareId(refs, "payment") ?? paymentId;

const words: Readonly<Record<NonNullable<Refund["reason"]>, string>> = {
  customer_request: "Customer request",
  return: "Return",
  duplicate: "Duplicate",
  fraud: "Fraud",
  other: "Refund",
};

/** Gives so much of it back. */
export function refundRequest(
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

/** In doubt, for nobody can tell from this answer. */
export const unreadable = ({ status }: VendorResponse, what: string): Outcome =>
  inDoubt("unreadable_answer", `Square answered ${status} without a readable ${what}.`);

/** What the answer of the refund itself says. */
export function readMade(response: VendorResponse, command: Refund): Outcome {
  const answer = RefundAnswer.safeParse(response.json);
  return answer.success ? taken(answer.data.refund, command) : unreadable(response, "refund");
}

/** What a refund that Square has taken on is to the command. */
export function taken(refunded: RefundObject, command: Refund): Outcome {
  const { id, status = "", amount_money: amount, payment_id } = refunded;
  if (status === "FAILED" || status === "REJECTED")
    return rejected(status, `Square took the refund on as ${id}, and it is ${status}.`);
  const facts = { paymentId: payment_id ?? paymentOf(command), ...amount };
  return applied({
    reference: id,
    remember: [{ kind: "refund", id: command.refundId, vendorId: id, facts }],
  });
}
