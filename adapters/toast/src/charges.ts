import type { Order, OrderTotals } from "@spindlebus/contracts";
import { moneyOf, plainDecimal, sumOf } from "./exact.ts";
import { allSelections, discountOf } from "./lines.ts";
import { isMade } from "./tenders.ts";
import type { AppliedDiscount, AppliedServiceCharge, AppliedTax, Check } from "./vendor.ts";

type Discount = NonNullable<Order["discounts"]>[number];
type Tax = NonNullable<Order["taxes"]>[number];
type ServiceCharge = NonNullable<Order["serviceCharges"]>[number];

/** All discounts of a check, those on its lines too. */
export function discountsOf(check: Check, currency: string): Discount[] {
  const onCheck = (check.appliedDiscounts ?? []).map((each) => discountFrom(each, check.guid, currency));
  const onLines = allSelections(check.selections).flatMap(({ guid, appliedDiscounts, voided }) =>
    voided === true
      ? []
      : (appliedDiscounts ?? []).map((each) => discountFrom(each, check.guid, currency, guid)),
  );
  return [...onCheck, ...onLines];
}

function discountFrom(
  applied: AppliedDiscount,
  checkId: string,
  currency: string,
  lineId?: string,
): Discount {
  const { guid, name, discountPercent, appliedPromoCode, loyaltyDetails } = applied;
  const reward = loyaltyDetails?.referenceId;
  return {
    discountId: guid,
    ...(name && { name: name.slice(0, 500) }),
    source: reward ? "loyalty" : appliedPromoCode ? "coupon" : "merchant",
    ...(reward && {
      rewardRef: { vendor: loyaltyVendor(loyaltyDetails.vendor), type: "discount", id: reward },
    }),
    ...(appliedPromoCode && { couponCode: appliedPromoCode.slice(0, 100) }),
    ...(discountPercent !== null &&
      discountPercent !== undefined && { rate: plainDecimal(discountPercent, -2) }),
    amount: discountOf(applied, currency),
    ...(lineId === undefined ? { scope: "order" as const } : { scope: "line" as const, lineId }),
    checkId,
  };
}

/** The name of a loyalty programme's vendor, as its adapter is called. */
export const loyaltyVendor = (name: string | null | undefined): string =>
  name === "PUNCHH2" ? "punchh" : (name ?? "integration").toLowerCase().replace(/[^a-z0-9-]/g, "-");

/** Each tax over all checks. */
export function taxesOf(checks: readonly Check[], currency: string): Tax[] {
  const taxes = new Map<string, Tax>();
  for (const { applied, inclusive } of checks.flatMap(taxesIn)) {
    const taxId = applied.taxRate?.guid;
    if (!taxId) continue;
    const { name, rate, type } = applied;
    const known = taxes.get(taxId);
    const amount = sumOf([moneyOf(applied.taxAmount, currency), ...(known ? [known.amount] : [])], currency);
    const isRate = rate !== null && rate !== undefined && (type ?? "PERCENT") === "PERCENT";
    const fresh = { taxId, ...(name && { name }), ...(isRate && { rate: plainDecimal(rate) }), inclusive };
    taxes.set(taxId, { ...(known ?? fresh), amount });
  }
  return [...taxes.values()];
}

/** What is voided bears no tax; a charge's tax comes on top. */
function taxesIn(check: Check): readonly { readonly applied: AppliedTax; readonly inclusive: boolean }[] {
  const onLines = allSelections(check.selections)
    .filter(({ voided }) => voided !== true)
    .flatMap(({ appliedTaxes, taxInclusion }) =>
      (appliedTaxes ?? []).map((applied) => ({ applied, inclusive: taxInclusion === "INCLUDED" })),
    );
  const onCharges = (check.appliedServiceCharges ?? []).flatMap(({ appliedTaxes }) =>
    (appliedTaxes ?? []).map((applied) => ({ applied, inclusive: false })),
  );
  return [...onLines, ...onCharges];
}

/** The service charges of a check. */
export const serviceChargesOf = (check: Check, currency: string): ServiceCharge[] =>
  (check.appliedServiceCharges ?? []).map((charge) => {
    const taxes = (charge.appliedTaxes ?? []).map(({ taxAmount }) => moneyOf(taxAmount, currency));
    return {
      chargeId: charge.guid,
      checkId: check.guid,
      ...(charge.name && { name: charge.name.slice(0, 500) }),
      kind: kindOf(charge),
      amount: moneyOf(charge.chargeAmount, currency),
      ...(taxes.length > 0 && { tax: sumOf(taxes, currency) }),
    };
  });

function kindOf({ delivery, gratuity, serviceChargeCategory }: AppliedServiceCharge): ServiceCharge["kind"] {
  switch (serviceChargeCategory ?? "SERVICE_CHARGE") {
    case "CREDIT_CARD_SURCHARGE":
      return "surcharge";
    case "FUNDRAISING_CAMPAIGN":
      return "donation";
    case "CASH_ROUNDING":
      return "rounding";
    default:
      if (delivery === true) return "delivery";
      return gratuity === true ? "gratuity" : "service";
  }
}

/** The sums of some checks: of one bill, or of the whole order. */
export function totalsOf(checks: readonly Check[], currency: string): OrderTotals {
  const over = (amounts: (check: Check) => readonly number[]) => ({
    amount: checks.flatMap(amounts).reduce((total, amount) => total + amount, 0),
    currency,
  });
  const minor = (value: Parameters<typeof moneyOf>[0]) => moneyOf(value, currency).amount;
  const paymentsOf = ({ payments }: Check) => (payments ?? []).filter(isMade);
  const charges = over(({ appliedServiceCharges: all }) =>
    (all ?? []).map((each) => minor(each.chargeAmount)),
  );
  const discount = over((check) => discountsOf(check, currency).map(({ amount }) => amount.amount));
  const onChecks = over(({ appliedDiscounts: all }) =>
    (all ?? []).map((each) => discountOf(each, currency).amount),
  );
  const tip = over((check) => paymentsOf(check).map(({ tipAmount }) => minor(tipAmount)));
  const paid = over((check) => paymentsOf(check).map(({ amount }) => minor(amount)));
  const refunded = over((check) =>
    paymentsOf(check).map(({ refund }) => minor(refund?.refundAmount) + minor(refund?.tipRefundAmount)),
  );
  const amount = over((check) => [minor(check.amount)]);
  const total = over((check) => [minor(check.totalAmount)]);
  const money = (value: number) => ({ amount: value, currency });
  return {
    // Toast's amount has the charges in it, and the check's own discounts off it.
    subtotal: money(amount.amount - charges.amount + onChecks.amount),
    ...(discount.amount !== 0 && { discount }),
    ...(charges.amount !== 0 && { serviceCharge: charges }),
    tax: over(({ taxAmount }) => [minor(taxAmount)]),
    ...(tip.amount !== 0 && { tip }),
    total: money(total.amount + tip.amount),
    paid: money(paid.amount + tip.amount),
    ...(refunded.amount !== 0 && { refunded }),
    due: money(total.amount - paid.amount),
  };
}
