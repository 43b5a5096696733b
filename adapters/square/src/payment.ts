import { kept, less, squareRef, storeOf } from "./canonical.ts";
import { fourDigits } from "./order-tenders.ts";
import type { SquareSettings } from "./settings.ts";
import type { Told } from "./vendor-event.ts";
import type { PaymentObject } from "./vendor-payment.ts";

/** What every message about a payment says, the times of its card, and what the guest pays in all. */
export function paymentFields(
  { merchantId }: Told,
  payment: PaymentObject,
  settings: Pick<SquareSettings, "stores">,
) {
  const { amount_money: bare, tip_money: tip } = payment;
  const total = payment.total_money ?? less(bare, tip && { ...tip, amount: -tip.amount });
  const data = {
    paymentId: payment.id,
    refs: [
      squareRef("payment", payment.id, merchantId),
      ...(payment.order_id ? [squareRef("order", payment.order_id, merchantId)] : []),
    ],
    orderRef: payment.reference_id,
    merchantReference: payment.reference_id,
    amount: total,
    tipAmount: tip,
    method: methodOf(payment),
    authorizationCode: payment.card_details?.auth_result_code,
    ...(payment.location_id && { store: storeOf(payment.location_id, settings) }),
    vendorStatus: payment.status,
    ext: extOf(payment),
  };
  const timeline = payment.card_details?.card_payment_timeline;
  const times = {
    authorized: timeline?.authorized_at,
    captured: timeline?.captured_at,
    voided: timeline?.voided_at,
  };
  return { data, times, total };
}

const kinds: Readonly<Record<string, "card" | "wallet" | "bank" | "gift_card" | "cash" | undefined>> = {
  CARD: "card",
  WALLET: "wallet",
  BANK_ACCOUNT: "bank",
  SQUARE_GIFT_CARD: "gift_card",
  CASH: "cash",
};

const fundings: Readonly<Record<string, "credit" | "debit" | undefined>> = {
  CREDIT: "credit",
  DEBIT: "debit",
};

function methodOf({ source_type: source, card_details: details, wallet_details: wallet }: PaymentObject) {
  if (source === undefined) return undefined;
  const { card } = details ?? {};
  return {
    type: kinds[source] ?? ("other" as const),
    brand: card?.card_brand?.toLowerCase(),
    last4: fourDigits(card?.last_4),
    wallet: wallet?.brand?.toLowerCase(),
    funding: fundings[card?.card_type ?? ""],
    entryMode: details?.entry_method,
    ...(!kinds[source] && { vendorMethod: source }),
  };
}

/** What no field covers (docs/reference/canonical-model.md, "What did not fit"). */
function extOf(payment: PaymentObject) {
  const { card_details: details } = payment;
  const square = kept({
    created_at: payment.created_at,
    delay_duration: payment.delay_duration,
    delay_action: payment.delay_action,
    customer_id: payment.customer_id,
    receipt_number: payment.receipt_number,
    version_token: payment.version_token,
    risk_evaluation: payment.risk_evaluation,
    card: kept({
      exp_month: details?.card?.exp_month,
      exp_year: details?.card?.exp_year,
      bin: details?.card?.bin,
      cvv_status: details?.cvv_status,
      avs_status: details?.avs_status,
    }),
  });
  return square && { square };
}
