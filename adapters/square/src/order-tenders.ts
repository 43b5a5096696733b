import type { Order } from "@spindlebus/contracts";
import { less, squareRef, sumOf } from "./canonical.ts";
import { nothing } from "./order-lines.ts";
import type { SquareOrder, SquareTender } from "./vendor-order.ts";

type Tender = NonNullable<Order["tenders"]>[number];

/** By what means an order was paid. */
export const tendersOf = (order: SquareOrder): Tender[] =>
  (order.tenders ?? []).map((tender) => paid(tender, order));

function paid(tender: SquareTender, order: SquareOrder): Tender {
  const { card_details: card, cash_details: cash } = tender;
  const refunded = refundedOf(tender, order);
  return {
    tenderId: tender.id,
    ...(tender.payment_id && { refs: [squareRef("payment", tender.payment_id)] }),
    type: means[tender.type] ?? "other",
    ...(!means[tender.type] && { vendorType: tender.type }),
    amount: less(tender.amount_money ?? nothing(order), tender.tip_money),
    tip: tender.tip_money,
    tendered: cash?.buyer_tendered_money,
    change: cash?.change_back_money,
    paidAt: tender.created_at,
    cardType: card?.card?.card_type?.toLowerCase(),
    cardBrand: card?.card?.card_brand?.toLowerCase(),
    last4: fourDigits(card?.card?.last_4),
    entryMode: card?.entry_method === undefined ? undefined : (entryModes[card.entry_method] ?? "other"),
    paymentRef: tender.payment_id,
    status: statuses[card?.status ?? ""],
    ...(refunded && {
      refunded,
      refundStatus: refunded.amount >= (tender.amount_money?.amount ?? 0) ? "full" : "partial",
    }),
  };
}

function refundedOf({ id }: SquareTender, { refunds = [] }: SquareOrder) {
  const went = refunds.filter(
    ({ tender_id: tender, status }) => tender === id && status !== "REJECTED" && status !== "FAILED",
  );
  return sumOf(went.map(({ amount_money: amount }) => amount));
}

/** The last four digits, where they are that. */
export const fourDigits = (text: string | undefined): string | undefined =>
  text !== undefined && /^\d{4}$/.test(text) ? text : undefined;

const means: Readonly<Record<string, Tender["type"] | undefined>> = {
  CARD: "card",
  CASH: "cash",
  SQUARE_GIFT_CARD: "gift_card",
};

const entryModes: Readonly<Record<string, NonNullable<Tender["entryMode"]> | undefined>> = {
  EMV: "chip",
  CONTACTLESS: "contactless",
  SWIPED: "swiped",
  KEYED: "keyed",
  ON_FILE: "on_file",
};

const statuses: Readonly<Record<string, Tender["status"]>> = {
  AUTHORIZED: "authorized",
  CAPTURED: "captured",
  VOIDED: "voided",
  FAILED: "failed",
};
