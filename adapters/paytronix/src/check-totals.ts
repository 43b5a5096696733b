import { majorUnits } from "@spindlebus/bus/adapter";
import type { Order } from "@spindlebus/contracts";
import { type Discounts, sumOf } from "./check-discounts.ts";
import { paidTenders } from "./check-tenders.ts";
import { isVoided } from "./voided-line.ts";

/**
 * The sums of a check. Where the order says them they are the order's own; Paytronix's sub total is net of every
 * discount, and its check total is sub total, tax and service charges, without tips.
 */
export function checkTotals(order: Order, discounts: Discounts) {
  const { totals } = order;
  const money = (amount: number) => majorUnits({ amount, currency: totals.total.currency });
  const subTotal = subTotalOf(order, discounts);
  const tax = addedTax(order);
  const serviceCharge = serviceChargeOf(order);
  return {
    subTotal: money(subTotal),
    taxTotal: money(tax),
    discountTotal: money(-sumOf([...discounts.ofOrder, ...discounts.ofLine.values()].flat())),
    serviceChargeTotal: money(serviceCharge),
    checkTotal: money(subTotal + tax + serviceCharge),
    ...(totals.tip === undefined ? {} : { tipTotal: money(totals.tip.amount) }),
    tenderTotal: money(-paidOf(order)),
    itemizedTotals: [],
  };
}

/** What counts for points, in minor units: the order's sub total less the discounts of the order as a whole. */
export const subTotalOf = ({ totals }: Order, { ofOrder }: Discounts): number =>
  totals.subtotal.amount - sumOf(ofOrder);

/** Tax that comes on top; tax within the prices is in the sub total already. */
function addedTax({ totals, taxes = [] }: Order): number {
  const added = taxes.filter(({ inclusive }) => inclusive !== true);
  if (totals.tax !== undefined && added.length === taxes.length) return totals.tax.amount;
  return added.reduce((sum, { amount }) => sum + amount.amount, 0);
}

function serviceChargeOf({ totals, lines, serviceCharges = [] }: Order): number {
  if (totals.serviceCharge !== undefined) return totals.serviceCharge.amount;
  const charged = lines.filter((line) => line.kind === "service_charge" && !isVoided(line));
  if (charged.length > 0) return charged.reduce((sum, { gross }) => sum + gross.amount, 0);
  return serviceCharges.reduce((sum, { amount }) => sum + amount.amount, 0);
}

function paidOf(order: Order): number {
  if (order.tenders === undefined) return order.totals.paid?.amount ?? 0;
  return paidTenders(order).reduce((sum, { amount }) => sum + amount.amount, 0);
}
