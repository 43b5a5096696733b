import { post, type VendorRequest, exact, majorUnits } from "@spindlebus/bus/adapter";
import type { AccrualFact } from "./accrual-fact.ts";
import { till } from "./check.ts";
import { headerInfo } from "./header-info.ts";
import type { Plan } from "./refund-plan.ts";
import type { PaytronixSettings } from "./settings.ts";
import type { Refund } from "./translate.ts";
import { paths } from "./vendor.ts";
import { checkTime } from "./vendor-time.ts";

/** What a request about a refund is made of. */
type Case = { readonly refund: Refund; readonly accrual: AccrualFact; readonly settings: PaytronixSettings };
type Adjustment = Extract<Plan, { kind: "adjust" }>;
type Return = Extract<Plan, { kind: "returnTicket" }>;

/** The request that carries a plan out. */
export function requestFor(
  plan: Extract<Plan, { kind: "reverse" }> | Adjustment | Return,
  about: Case,
): VendorRequest {
  if (plan.kind === "reverse") return post(paths.reverse, reversal(about));
  if (plan.kind === "adjust") return post(paths.addRedeem, adjustment(plan, about));
  return post(paths.postAndAccruePoints, returnTicket(plan, about));
}

/** Undoes the whole accrual. */
const reversal = (about: Case) => ({
  headerInfo: headOf(about),
  pxTransactionId: exact(about.accrual.pxTransactionId),
});

/** Takes a part of the accrual back; Paytronix wants both lists, one may be empty. */
const adjustment = ({ wallets }: Adjustment, about: Case) => ({
  headerInfo: headOf(about),
  cardInfo: { printedCardNumber: about.accrual.card },
  addWalletContents: [],
  redeemWalletContents: wallets.map(({ walletCode, quantity }) => ({
    walletCode,
    quantity: exact(quantity),
  })),
});

/** The refund's id is the ticket number, so that a probe finds it in the card's history. */
const headOf = ({ refund, accrual, settings }: Case) =>
  headerInfo(settings, { storeCode: accrual.storeCode, posTransactionId: refund.refund.refundId });

/**
 * Returns a part of the order. A refund does not say which items went back, so one line stands for them; what exceeds
 * the part that counted for points is written as tax.
 */
function returnTicket({ amount, subTotal }: Return, { refund, accrual, settings }: Case) {
  const money = (minor: number) => majorUnits({ amount: minor, currency: accrual.total.currency });
  const number = refund.refund.refundId;
  const time = checkTime(refund.occurredAt);
  return {
    merchantId: settings.merchantId,
    storeCode: accrual.storeCode,
    cardInfo: { printedCardNumber: accrual.card },
    autoActivateCard: false,
    ...till(settings),
    check: {
      header: {
        number,
        uniqueIdentifier: number,
        openTime: time,
        closeTime: time,
        isReturn: true,
        properties: {},
      },
      items: [
        { type: "menuItem", itemId: "refund", name: "Refund", quantity: 1, price: money(-subTotal) },
        { type: "tenderItem", itemId: "REFUND", amount: money(amount) },
      ],
      totals: {
        subTotal: money(-subTotal),
        taxTotal: money(subTotal - amount),
        discountTotal: money(0),
        serviceChargeTotal: money(0),
        checkTotal: money(-amount),
        tenderTotal: money(amount),
        itemizedTotals: [],
      },
    },
  };
}
