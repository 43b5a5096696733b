import { moneyOf } from "./money.ts";
import type { AskedOrder } from "./new-order.ts";

/** What anything of the simulated catalogue costs, and any extra. */
const listPrice = { amount: 500, currency: "USD" };
const extraPrice = 50;

type Priced = ReturnType<typeof grossOf>;

/** Square's sums of an order: discounts first, then charges, then taxes, each line by itself, rounded half to even. */
export function priceOrder(asked: AskedOrder) {
  const lines = (asked.line_items ?? []).map(grossOf);
  const currency = lines[0]?.currency ?? "USD";
  const money = (amount: number) => moneyOf(amount, currency);
  const discounts = named(asked.discounts, "d").map((each) => discounted(each, lines));
  const charges = named(asked.service_charges, "s").map((each) => {
    const net = sum(lines.map(({ net: left }) => left));
    return { ...each, amount: each.amount_money?.amount ?? part(net, each.percentage ?? "0") };
  });
  const taxes = named(asked.taxes, "t").map((tax) => taxed(tax, lines, charges));
  const added = sum(taxes.filter(({ type }) => type === "ADDITIVE").map(({ amount }) => amount));
  const serviced = sum(charges.map(({ amount }) => amount));
  const total = sum(lines.map(({ net }) => net)) + serviced + added;
  return {
    line_items: lines.map(({ shown, gross, net, off, tax, addedTax }) => ({
      ...shown,
      gross_sales_money: money(gross),
      total_discount_money: money(off),
      total_tax_money: money(tax),
      total_money: money(net + addedTax),
    })),
    ...(discounts.length > 0 && {
      discounts: discounts.map(({ amount, ...each }) => ({ ...each, applied_money: money(amount) })),
    }),
    ...(charges.length > 0 && {
      service_charges: charges.map(({ amount, ...each }) => ({
        ...each,
        applied_money: money(amount),
        total_money: money(amount),
      })),
    }),
    ...(taxes.length > 0 && {
      taxes: taxes.map(({ amount, ...each }) => ({ ...each, applied_money: money(amount) })),
    }),
    total_money: money(total),
    total_tax_money: money(sum(taxes.map(({ amount }) => amount))),
    total_discount_money: money(sum(discounts.map(({ amount }) => amount))),
    total_tip_money: money(0),
    total_service_charge_money: money(serviced),
    net_amount_due_money: money(total),
  };
}

function grossOf(item: NonNullable<AskedOrder["line_items"]>[number], index: number) {
  const price = item.base_price_money ?? listPrice;
  const own = Math.round(price.amount * Number(item.quantity));
  const modifiers = (item.modifiers ?? []).map((modifier, at) => {
    const each = modifier.base_price_money ?? moneyOf(extraPrice, price.currency);
    const amount = Math.round(each.amount * Number(modifier.quantity ?? "1") * Number(item.quantity));
    const uid = `m-${index + 1}-${at + 1}`;
    return { uid, ...modifier, base_price_money: each, total_price_money: moneyOf(amount, each.currency) };
  });
  const gross = own + sum(modifiers.map(({ total_price_money: { amount } }) => amount));
  const shown = {
    uid: `l-${index + 1}`,
    ...item,
    modifiers,
    item_type: "ITEM",
    base_price_money: price,
    variation_total_price_money: moneyOf(own, price.currency),
  };
  return { shown, item, currency: price.currency, gross, net: gross, off: 0, tax: 0, addedTax: 0 };
}

const named = <Each extends { readonly uid?: string | undefined }>(
  all: readonly Each[] = [],
  letter: string,
) => all.map((each, index) => ({ ...each, uid: each.uid ?? `${letter}-${index + 1}` }));

type Discount = NonNullable<AskedOrder["discounts"]>[number] & { readonly uid: string };

function discounted(discount: Discount, lines: readonly Priced[]) {
  const on =
    discount.scope === "LINE_ITEM"
      ? lines.filter(({ item }) =>
          item.applied_discounts?.some(({ discount_uid: uid }) => uid === discount.uid),
        )
      : lines;
  const before = sum(on.map(({ net }) => net));
  const wanted = discount.amount_money?.amount ?? part(before, discount.percentage ?? "0");
  const amount = Math.min(wanted, before);
  let [seen, given] = [0, 0];
  for (const line of on) {
    seen += line.net;
    // What was given so far and this line's share are always whole, and all of it is given in the end.
    const share = before === 0 ? 0 : Math.floor((amount * seen) / before) - given;
    given += share;
    line.net -= share;
    line.off += share;
  }
  return { ...discount, amount };
}

type Tax = NonNullable<AskedOrder["taxes"]>[number] & { readonly uid: string };

function taxed(
  tax: Tax,
  lines: readonly Priced[],
  charges: readonly { readonly taxable?: boolean | undefined; readonly amount: number }[],
) {
  const on =
    tax.scope === "LINE_ITEM"
      ? lines.filter(({ item }) => item.applied_taxes?.some(({ tax_uid: uid }) => uid === tax.uid))
      : lines;
  const rate = (net: number) => part(net, tax.percentage, tax.type === "INCLUSIVE");
  for (const line of on) {
    const amount = rate(line.net);
    line.tax += amount;
    if (tax.type === "ADDITIVE") line.addedTax += amount;
  }
  const ofLines = sum(on.map(({ net }) => rate(net)));
  const ofCharges = charges.filter(({ taxable }) => taxable === true).map(({ amount }) => rate(amount));
  return { ...tax, amount: ofLines + (tax.scope === "LINE_ITEM" ? 0 : sum(ofCharges)) };
}

const sum = (amounts: readonly number[]): number => amounts.reduce((all, amount) => all + amount, 0);

/** So many per cent of an amount, or what of it they are already, on the digits and half to even. */
function part(amount: number, percentage: string, contained = false): number {
  const [whole = "0", digits = ""] = percentage.split(".");
  const percents = BigInt(whole + digits);
  const hundred = 100n * 10n ** BigInt(digits.length);
  const [above, below] = [BigInt(amount) * percents, contained ? hundred + percents : hundred];
  const [floor, rest] = [above / below, (above % below) * 2n];
  const up = rest > below || (rest === below && floor % 2n === 1n);
  return Number(floor + (up ? 1n : 0n));
}
