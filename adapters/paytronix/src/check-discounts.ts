import { exact, majorUnits } from "@spindlebus/bus/adapter";
import type { Money, Order, OrderLine } from "@spindlebus/contracts";
import { isVoided } from "./voided-line.ts";

export type Discount = NonNullable<Order["discounts"]>[number];

/** An order's discounts by what they lower; none is in both places, and none is left out. */
export type Discounts = {
  readonly ofLine: ReadonlyMap<OrderLine, readonly Discount[]>;
  readonly ofOrder: readonly Discount[];
};

/**
 * Sorts the discounts of an order. Where a line or the order says that more was taken off than its itemised discounts
 * add up to, the rest becomes one more. A voided line has none: it lowers nothing.
 */
export function discountsOf(order: Order): Discounts {
  const { lines, discounts = [], totals } = order;
  const lineFor = ({ scope, lineId }: Discount) =>
    scope === "line" ? lines.find((line) => line.lineId === lineId) : undefined;
  const placed = discounts.map((discount) => ({ discount, line: lineFor(discount) }));
  const ofLine = new Map(
    lines
      .filter((line) => !isVoided(line))
      .map((line) => {
        const itemised = placed.flatMap((place) => (place.line === line ? [place.discount] : []));
        return [line, [...itemised, ...restOf(line.discount, itemised)]];
      }),
  );
  const loose = placed.flatMap(({ discount, line }) => (line === undefined ? [discount] : []));
  const rest = restOf(totals.discount, [...loose, ...[...ofLine.values()].flat()]);
  return { ofLine, ofOrder: [...loose, ...rest] };
}

/** Minor units that discounts take off. */
export const sumOf = (discounts: readonly Discount[]): number =>
  discounts.reduce((total, { amount }) => total + amount.amount, 0);

/** What a sum of discounts says beyond those known, as one discount without a name of its own. */
function restOf(total: Money | undefined, known: readonly Discount[]): readonly Discount[] {
  const amount = (total?.amount ?? 0) - sumOf(known);
  if (total === undefined || amount <= 0) return [];
  return [{ discountId: "discount", source: "other", scope: "order", amount: { ...total, amount } }];
}

/** A discount as a check item. Paytronix wants a loyalty discount's wallet: without one it is an `other` discount. */
export function discountItem(discount: Discount, { loyalty }: Order) {
  const { discountId, name, amount } = discount;
  const wallet = walletOf(discount, loyalty);
  return {
    type: "discountItem",
    itemId: discountId,
    ...(name === undefined ? {} : { name }),
    price: majorUnits({ ...amount, amount: -amount.amount }),
    discountSource: wallet === undefined ? "other" : "loyalty",
    ...wallet,
  };
}

function walletOf({ source, rewardRef }: Discount, loyalty: Order["loyalty"]) {
  const isWallet = rewardRef?.vendor === "paytronix" && rewardRef.type === "wallet";
  if (source !== "loyalty" || !isWallet || !/^\d{1,15}$/.test(rewardRef.id)) return undefined;
  const applied = loyalty?.rewardsApplied?.find(({ value }) => value?.code === rewardRef.id);
  const quantity = applied?.value?.quantity.replace(/^-/, "") ?? "1";
  return { walletCode: Number(rewardRef.id), walletQuantity: exact(quantity) };
}
