import type { DataOf, orderSubmit } from "@spindlebus/contracts";
import { percentageOf } from "./decimals.ts";
import type { SquareSettings } from "./settings.ts";

type Submit = DataOf<typeof orderSubmit>;
type Line = Submit["lines"][number];

/** A discount or a tax as Square is told, and the lines that it is on; undefined: on the whole order. */
type Said = {
  readonly said: { readonly uid: string };
  readonly lineIds: readonly string[] | undefined;
};

/** What is taken off an order, and what taxes are put on it. */
export type Sums = { readonly discounts: readonly Said[]; readonly taxes: readonly Said[] };

/** Square's uids have at most 60 characters; one that does not fit gets a place's name. */
const uidOf = (id: string | undefined, kind: string, index: number): string =>
  id !== undefined && id.length <= 60 ? id : `${kind}-${index + 1}`;

/** The amounts that the guest was shown, to the cent: Square spreads one on the whole order over its lines. */
export const discountsOf = ({ discounts = [] }: Submit): readonly Said[] =>
  discounts
    .filter(({ amount: { amount } }) => amount !== 0)
    .map(({ discountId, name, amount, scope, lineId }, index) => {
      const ofLine = scope === "line" && lineId !== undefined;
      const uid = uidOf(discountId, "discount", index);
      const whole = { uid, name: name ?? "Discount", type: "FIXED_AMOUNT", amount_money: amount };
      return {
        said: { ...whole, scope: ofLine ? "LINE_ITEM" : "ORDER" },
        lineIds: ofLine ? [lineId] : undefined,
      };
    });

/** The taxes that the command names, at their rates; on the lines that name them, else on all. */
export function taxesOf(
  { taxes = [], lines }: Submit,
  settings: Pick<SquareSettings, "taxes">,
): readonly Said[] {
  if (settings.taxes === "catalog") return [];
  return taxes.map(({ taxId, name, rate = "0", inclusive }, index) => {
    const named = lines.filter((line) => line.taxes?.some((each) => each.taxId === taxId));
    const ofLines = named.length > 0;
    const said = {
      uid: uidOf(taxId, "tax", index),
      name: name ?? "Tax",
      type: inclusive === true ? "INCLUSIVE" : "ADDITIVE",
      percentage: percentageOf(rate),
      scope: ofLines ? "LINE_ITEM" : "ORDER",
    };
    return { said, lineIds: ofLines ? named.map(({ lineId }) => lineId) : undefined };
  });
}

/** Service charges; one that is taxed stands before the taxes, as Square wants it. */
export const chargesOf = ({ serviceCharges = [] }: Submit) =>
  serviceCharges
    .filter(({ amount: { amount } }) => amount !== 0)
    .map(({ chargeId, name, amount, tax, kind }, index) => ({
      uid: uidOf(chargeId, "charge", index),
      name: name ?? kind ?? "Service charge",
      amount_money: amount,
      calculation_phase: tax === undefined ? "TOTAL_PHASE" : "SUBTOTAL_PHASE",
      taxable: tax !== undefined,
    }));

/** What of the sums Square cannot be told. */
export function unsayableSums(
  { discounts = [], serviceCharges = [], taxes = [] }: Submit,
  items: readonly Line[],
  settings: Pick<SquareSettings, "taxes">,
): string | undefined {
  const reward = discounts.find(({ source }) => source === "loyalty");
  if (reward)
    return `discount ${reward.discountId} is a reward's: loyalty.redeem with this order's id puts it on the order`;
  const odd = [...discounts, ...serviceCharges].find(({ amount: { amount } }) => amount < 0);
  if (odd) return "Square takes no discount or charge that is negative";
  const known = new Set(items.map(({ lineId }) => lineId));
  const nowhere = discounts.find(({ scope, lineId }) => scope === "line" && !known.has(lineId ?? ""));
  if (nowhere) return `discount ${nowhere.discountId} is on no item of the order`;
  if (settings.taxes === "catalog") return undefined;
  const rateless = taxes.find(({ rate }) => rate === undefined || percentageOf(rate).length > 10);
  return (
    rateless &&
    `tax ${rateless.taxId ?? rateless.name ?? ""} has no rate of at most ten digits, and Square reckons taxes by rates`
  );
}
