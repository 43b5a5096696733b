import type { AccrualFact } from "./accrual-fact.ts";
import { isPositive, shareOf } from "./exact.ts";
import type { PaytronixSettings } from "./settings.ts";
import type { Refund } from "./translate.ts";
import { dayMs } from "./vendor-time.ts";
import type { WalletQuantity } from "./wallets.ts";

/** What is to be done at Paytronix about a refund. */
export type Plan =
  | { readonly kind: "nothing"; readonly reason: string }
  | { readonly kind: "impossible"; readonly code: string; readonly reason: string }
  /** Undo the whole accrual. */
  | { readonly kind: "reverse" }
  /** Take these quantities from the card. */
  | { readonly kind: "adjust"; readonly wallets: readonly WalletQuantity[] }
  /** Post a return, in minor units: what went back, and how much of it had counted for points. */
  | { readonly kind: "returnTicket"; readonly amount: number; readonly subTotal: number };

/** Decides from the refund, the accrual and the times that both carry; the same for every try. */
export function planRefund(
  refund: Refund,
  accrual: AccrualFact,
  { settings, refundedAt }: { readonly settings: PaytronixSettings; readonly refundedAt: string },
): Plan {
  const { amount: total, currency } = accrual.total;
  if (refund.refund.amount.currency !== currency) {
    return {
      kind: "impossible",
      code: "currency",
      reason: `The refund is not in ${currency}, as its order was.`,
    };
  }
  const stretch = stretchOf(refund, accrual);
  if (stretch.from >= stretch.to) return nothing("The refund is not of money that counted for points.");
  const ageMs = Date.parse(refundedAt) - Date.parse(accrual.accruedAt);
  const isWhole = stretch.from === 0 && stretch.to === total;
  if (isWhole && ageMs < settings.reversalDays * dayMs) return { kind: "reverse" };
  if (settings.partialRefund === "returnTicket") {
    const subTotal = Number(shareOf(String(accrual.subTotal), stretch, total));
    return { kind: "returnTicket", amount: stretch.to - stretch.from, subTotal };
  }
  const wallets = accrual.wallets
    .map(({ walletCode, quantity }) => ({ walletCode, quantity: shareOf(quantity, stretch, total) }))
    .filter(({ quantity }) => isPositive(quantity));
  return wallets.length > 0
    ? { kind: "adjust", wallets }
    : nothing("The refund is worth less than one point.");
}

const nothing = (reason: string): Plan => ({ kind: "nothing", reason });

/**
 * Which part of the order's total this refund gives back, in minor units: it begins where earlier payments of the order
 * and earlier refunds of this payment end. A payment may be more than its order (a tip); that part earned nothing.
 */
function stretchOf({ refund, amountRefunded }: Refund, { total, paidBefore }: AccrualFact) {
  const own = refund.amount.amount;
  const end = paidBefore + Math.max(own, amountRefunded?.amount ?? own);
  const within = (point: number) => Math.min(Math.max(point, 0), total.amount);
  return { from: within(end - own), to: within(end) };
}
