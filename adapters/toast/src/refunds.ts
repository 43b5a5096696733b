import { type Decimal } from "@spindlebus/bus/adapter";
import type { DataOf, orderRefunded } from "@spindlebus/contracts";
import { moneyOf, sumOf } from "./exact.ts";
import { allSelections } from "./lines.ts";
import { standing } from "./order.ts";
import type { Payment, ToastOrder } from "./vendor.ts";
import { dayOf, instantOf } from "./vendor-time.ts";

type Refunded = Pick<
  DataOf<typeof orderRefunded>,
  "occurredAt" | "businessDate" | "refund" | "amountRefunded" | "ext"
>;
type Refund = NonNullable<Payment["refund"]>;
type Returned = {
  readonly payment: Payment;
  readonly refund: Refund;
  readonly id: string;
  readonly checkId: string;
};

/**
 * The refunds of an order: Toast tells one in the payments, the selections and the charges that share the GUID of its
 * transaction. `at` is the time where a payment does not say when.
 */
export function refundsOf(order: ToastOrder, currency: string, at: string): readonly Refunded[] {
  const returned = paymentsBack(order);
  const ids = [...new Set(returned.map(({ id }) => id))];
  return ids.map((id) => refundOf(order, returned, { id, currency, at }));
}

function paymentsBack(order: ToastOrder): readonly Returned[] {
  return standing(order).flatMap((check) =>
    (check.payments ?? []).flatMap((payment) => {
      const { refund, guid } = payment;
      if (!refund) return [];
      const id = refund.refundTransaction?.guid || `${guid}:${refund.refundDate ?? "refund"}`;
      return [{ payment, refund, id, checkId: check.guid }];
    }),
  );
}

function refundOf(
  order: ToastOrder,
  all: readonly Returned[],
  { id, currency, at }: { readonly id: string; readonly currency: string; readonly at: string },
): Refunded {
  const ours = all.filter((each) => each.id === id);
  const money = (value: Decimal | null | undefined) => moneyOf(value, currency);
  const total = (list: readonly Returned[]) =>
    sumOf(
      list.flatMap(({ refund }) => [money(refund.refundAmount), money(refund.tipRefundAmount)]),
      currency,
    );
  const [first] = ours.map(({ refund }) => refund);
  const lines = linesBack(order, id, money);
  const charges = chargesBack(order, id, money);
  const taxes = [...lines, ...charges].map(({ tax }) => tax);
  const type = first?.refundTransaction?.entityType ?? "RefundTransaction";
  return {
    occurredAt: instantOf(first?.refundDate ?? at),
    ...(first?.refundBusinessDate && { businessDate: dayOf(first.refundBusinessDate) }),
    refund: {
      refundId: id,
      refs: [{ vendor: "toast", type, id }],
      amount: total(ours),
      tip: sumOf(
        ours.map(({ refund }) => money(refund.tipRefundAmount)),
        currency,
      ),
      ...(taxes.length > 0 && { tax: sumOf(taxes, currency) }),
      ...(charges.length > 0 && {
        serviceCharge: sumOf(
          charges.map(({ amount }) => amount),
          currency,
        ),
        serviceCharges: [...charges],
      }),
      ...(lines.length > 0 && { lines: [...lines] }),
      tenders: ours.map(({ payment, refund }) => ({
        tenderId: payment.guid,
        amount: money(refund.refundAmount),
        tip: money(refund.tipRefundAmount),
      })),
    },
    amountRefunded: total(all),
    ext: { toast: { checks: statusesBack(ours) } },
  };
}

type ToMoney = (value: Decimal | null | undefined) => ReturnType<typeof moneyOf>;

const linesBack = (order: ToastOrder, id: string, money: ToMoney) =>
  standing(order)
    .flatMap(({ selections }) => allSelections(selections))
    .flatMap(({ guid, refundDetails: back }) =>
      back?.refundTransaction?.guid === id
        ? [{ lineId: guid, amount: money(back.refundAmount), tax: money(back.taxRefundAmount) }]
        : [],
    );

const chargesBack = (order: ToastOrder, id: string, money: ToMoney) =>
  standing(order)
    .flatMap(({ appliedServiceCharges }) => appliedServiceCharges ?? [])
    .flatMap(({ guid, refundDetails: back }) =>
      back?.refundTransaction?.guid === id
        ? [{ chargeId: guid, amount: money(back.refundAmount), tax: money(back.taxRefundAmount) }]
        : [],
    );

function statusesBack(ours: readonly Returned[]) {
  const checks: Record<string, { payments: Record<string, { refundStatus: string | null }> }> = {};
  for (const { checkId, payment } of ours) {
    const check = (checks[checkId] ??= { payments: {} });
    check.payments[payment.guid] = { refundStatus: payment.refundStatus ?? null };
  }
  return checks;
}
