import { majorUnits } from "@spindlebus/bus/adapter";
import type { Order, Tender } from "@spindlebus/contracts";

/** How an order was paid, as check items; an amount that pays is negative on a check. */
export const tenderItems = (order: Order) => paidTenders(order).map(tenderItem);

/** The tenders that paid: neither voided nor failed. */
export const paidTenders = ({ tenders = [] }: Order): readonly Tender[] =>
  tenders.filter(({ status }) => status !== "voided" && status !== "failed");

function tenderItem(tender: Tender) {
  const { type, amount } = tender;
  const detail = detailOf(tender);
  return {
    type: "tenderItem",
    itemId: tenderIds[type],
    amount: majorUnits({ ...amount, amount: -amount.amount }),
    ...(detail === undefined ? {} : { detail }),
  };
}

/** Ids of tender items, as a merchant's Paytronix must know them. */
const tenderIds = { card: "CC", cash: "CASH", gift_card: "GC", loyalty: "LOYALTY", other: "OTHER" } as const;

/** Paytronix knows details of cards only, not of cash and others. */
function detailOf({ type, cardBrand, last4 }: Tender) {
  const masked = last4 === undefined ? {} : { masked: last4 };
  if (type === "gift_card") return { type: "giftCard", ...masked };
  if (type === "loyalty") return { type: "loyaltyCard", ...masked };
  if (type !== "card") return undefined;
  return {
    type: "creditCard",
    ...(cardBrand === undefined ? {} : { cardType: cardType(cardBrand) }),
    ...masked,
  };
}

/** Paytronix's spelling of a card brand, however the processor spells it. */
function cardType(brand: string): string {
  const letters = brand.toLowerCase().replaceAll(/[^a-z]/g, "");
  return cardTypes.find(([start]) => letters.startsWith(start))?.[1] ?? "other";
}

const cardTypes = [
  ["visa", "Visa"],
  ["mastercard", "MasterCard"],
  ["amex", "American Express"],
  ["americanexpress", "American Express"],
  ["diners", "Diners Club"],
  ["discover", "Discover"],
  ["jcb", "JCB"],
] as const;
