import { z } from "zod";
import { refusedShape, squareError, type Answer } from "./answer.ts";
import { Money, moneyOf } from "./money.ts";
import type { KeptPayment } from "./payment-book.ts";

const NewRefund = z.strictObject({
  idempotency_key: z.string().min(1).max(45),
  payment_id: z.string().min(1),
  amount_money: Money.refine(({ amount }) => amount > 0, { path: ["amount"], error: "must be above zero" }),
  reason: z.string().max(192).optional(),
  payment_version_token: z.string().optional(),
});

type Told = {
  readonly id: string;
  readonly payment_id: string;
  readonly amount_money: Money;
  readonly reason?: string | undefined;
  readonly location_id: string;
  readonly order_id?: string;
  readonly created_at: string;
};
type Refund = { readonly told: Told; readonly endsAtMs: number };
type Shown = Told & { readonly status: string; readonly updated_at: string };
type Taken =
  | { readonly ok: true; readonly refund: Shown; readonly ended: Shown }
  | { readonly ok: false; readonly answer: Answer };

/** So long a refund is PENDING. */
export const pendingMs = 2_000;

/** A reason by which the simulated bank says no in the end: nothing at Square's sandbox does. */
const refusedInTheEnd = /^Please fail/;

/** The refunds of the simulated Square: taken on as PENDING, ended a while later. */
export function refundBook(nowMs: () => number) {
  const refunds = new Map<string, Refund>();
  const run = nowMs().toString(36);
  const isOver = ({ endsAtMs }: Refund) => nowMs() >= endsAtMs;
  const of = (paymentId: string) => [...refunds.values()].filter(({ told }) => told.payment_id === paymentId);
  const goneBack = (paymentId: string): number =>
    of(paymentId)
      .filter((refund) => isOver(refund) && endOf(refund) === "COMPLETED")
      .reduce((sum, { told }) => sum + told.amount_money.amount, 0);

  return {
    get(id: string): Shown | undefined {
      const refund = refunds.get(id);
      return refund && shown(refund, isOver(refund));
    },
    /** What a payment shows of its refunds. */
    refundedOf({ id, total_money: { currency } }: KeptPayment): Readonly<Record<string, unknown>> {
      const ids = of(id).map(({ told }) => told.id);
      const gone = goneBack(id);
      return {
        ...(ids.length > 0 && { refund_ids: ids }),
        ...(gone > 0 && { refunded_money: moneyOf(gone, currency) }),
      };
    },
    create(given: unknown, find: (id: string) => KeptPayment | undefined): Taken {
      const read = NewRefund.safeParse(given);
      if (!read.success) return { ok: false, answer: refusedShape(read.error) };
      const { payment_id: id, amount_money, reason } = read.data;
      const payment = find(id);
      if (!payment)
        return { ok: false, answer: squareError(404, "NOT_FOUND", "Could not find payment.", "payment_id") };
      const isPending = of(id).some((each) => !isOver(each));
      const refused = refusedRefund(
        payment,
        amount_money,
        payment.total_money.amount - goneBack(id),
        isPending,
      );
      if (refused) return { ok: false, answer: refused };
      const told = {
        id: `${id}_SIMREFUND${run}${refunds.size + 1}`,
        payment_id: id,
        amount_money,
        reason,
        location_id: payment.location_id,
        ...(payment.order_id !== undefined && { order_id: `${payment.order_id}R` }),
        created_at: new Date(nowMs()).toISOString(),
      };
      const made = { told, endsAtMs: nowMs() + pendingMs };
      refunds.set(told.id, made);
      return { ok: true, refund: shown(made, false), ended: shown(made, true) };
    },
  };
}

export type RefundBook = ReturnType<typeof refundBook>;

const endOf = ({ told: { reason = "" } }: Refund) =>
  refusedInTheEnd.test(reason) ? "REJECTED" : "COMPLETED";

function shown(refund: Refund, over: boolean): Shown {
  const { told, endsAtMs } = refund;
  return over
    ? { ...told, status: endOf(refund), updated_at: new Date(endsAtMs).toISOString() }
    : { ...told, status: "PENDING", updated_at: told.created_at };
}

/** Why Square would not take a refund on (its error codes of refunds). */
function refusedRefund(
  payment: KeptPayment,
  { amount, currency }: Money,
  left: number,
  isPending: boolean,
): Answer | undefined {
  if (payment.status === "APPROVED")
    return squareError(400, "REFUND_ERROR_PAYMENT_NEEDS_COMPLETION", "The payment is not completed yet.");
  if (payment.status !== "COMPLETED")
    return squareError(400, "PAYMENT_NOT_REFUNDABLE", "The payment is not refundable.");
  if (currency !== payment.total_money.currency)
    return squareError(
      400,
      "CURRENCY_MISMATCH",
      "The currency is not the payment's.",
      "amount_money.currency",
    );
  if (isPending)
    return squareError(400, "REFUND_ALREADY_PENDING", "The payment already has a pending refund.");
  return amount > left
    ? squareError(
        400,
        "REFUND_AMOUNT_INVALID",
        "The requested refund amount exceeds the amount available.",
        "amount_money.amount",
      )
    : undefined;
}
