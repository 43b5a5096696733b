import type { Order } from "@spindlebus/contracts";
import { less, squareRef, sumOf } from "./canonical.ts";
import { fractionOf } from "./decimals.ts";
import { grossOf, nothing, some } from "./order-lines.ts";
import type { SquareOrder } from "./vendor-order.ts";

type Some<List> = NonNullable<List>;

/** All that was taken off; Square names the lines of a discount at the lines. */
export function discountsOf(order: SquareOrder): Some<Order["discounts"]> {
  return (order.discounts ?? []).map((discount) => {
    const lines = (order.line_items ?? []).filter(({ applied_discounts: applied }) =>
      applied?.some(({ discount_uid: uid }) => uid === discount.uid),
    );
    const [reward] = discount.reward_ids ?? [];
    const ofLines = discount.scope === "LINE_ITEM";
    return {
      discountId: discount.uid,
      name: discount.name,
      source: reward ? "loyalty" : "merchant",
      ...(reward && { rewardRef: squareRef("reward", reward) }),
      amount: discount.applied_money ?? nothing(order),
      scope: ofLines ? "line" : "order",
      ...(ofLines && lines.length === 1 && { lineId: lines[0]?.uid }),
      rate: discount.percentage && fractionOf(discount.percentage),
    };
  });
}

/** The taxes, each over the whole order. */
export const taxesOf = (order: SquareOrder): Some<Order["taxes"]> =>
  (order.taxes ?? []).map((tax) => ({
    taxId: tax.uid,
    name: tax.name,
    rate: tax.percentage && fractionOf(tax.percentage),
    amount: tax.applied_money ?? nothing(order),
    inclusive: tax.type === "INCLUSIVE",
  }));

/** Service charges, and what rounding to coins adds or takes. */
export function chargesOf(order: SquareOrder): Some<Order["serviceCharges"]> {
  const charges = (order.service_charges ?? []).map((charge) => ({
    chargeId: charge.uid,
    name: charge.name,
    kind: charge.type === "AUTO_GRATUITY" ? ("gratuity" as const) : ("other" as const),
    rate: charge.percentage && fractionOf(charge.percentage),
    amount:
      charge.applied_money ??
      charge.amount_money ??
      (charge.total_money ? less(charge.total_money, charge.total_tax_money) : nothing(order)),
    tax: some(charge.total_tax_money),
  }));
  const { rounding_adjustment: rounding } = order;
  if (!some(rounding?.amount_money)) return charges;
  const amount = rounding?.amount_money ?? nothing(order);
  return [...charges, { chargeId: rounding?.uid, name: rounding?.name, kind: "rounding", amount }];
}

/** Square's sums; what it does not say is the sum of what it does. */
export function totalsOf(order: SquareOrder): Order["totals"] {
  const none = nothing(order);
  const items = order.line_items ?? [];
  const gross = sumOf(items.flatMap((item) => [grossOf(item), ...modifierPrices(item)])) ?? none;
  const ofLines = (order.discounts ?? []).filter(({ scope }) => scope === "LINE_ITEM");
  const inclusive = (order.taxes ?? []).filter(({ type }) => type === "INCLUSIVE");
  const went = (order.refunds ?? []).filter(({ status }) => status !== "REJECTED" && status !== "FAILED");
  return {
    subtotal: less(gross, sumOf(ofLines.map(({ applied_money: amount }) => amount))),
    discount: order.total_discount_money,
    serviceCharge: order.total_service_charge_money,
    tax:
      order.total_tax_money && less(order.total_tax_money, sumOf(inclusive.map((tax) => tax.applied_money))),
    tip: order.total_tip_money,
    total: order.total_money ?? none,
    paid: sumOf((order.tenders ?? []).map(({ amount_money: amount }) => amount)),
    refunded: sumOf(went.map(({ amount_money: amount }) => amount)),
    due: order.net_amount_due_money,
  };
}

const modifierPrices = ({ modifiers }: NonNullable<SquareOrder["line_items"]>[number]) =>
  (modifiers ?? []).map(({ total_price_money: price }) => price);
