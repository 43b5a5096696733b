import type { Money, Order } from "@spindlebus/contracts";
import { less, sumOf } from "./canonical.ts";
import { plain, times } from "./decimals.ts";
import type { LineItem, SquareOrder } from "./vendor-order.ts";

type Line = Order["lines"][number];

/** The lines of an order; a modifier is a line of its own, beneath its item. */
export const linesOf = (order: SquareOrder): Line[] =>
  (order.line_items ?? []).flatMap((item) => [itemLine(item, order), ...modifierLines(item, order)]);

function itemLine(item: LineItem, order: SquareOrder): Line {
  const gross = grossOf(item) ?? nothing(order);
  const discount = some(item.total_discount_money);
  return {
    lineId: item.uid,
    kind: item.item_type === "GIFT_CARD" ? "gift_card" : "item",
    // An amount that was typed in has no item; its own uid stands for it.
    item: { id: item.catalog_object_id ?? item.uid, name: item.name },
    quantity: plain(item.quantity),
    unitOfMeasure: unitOf(item),
    unitPrice: item.base_price_money,
    gross,
    discount,
    tax: some(item.total_tax_money),
    net: less(gross, discount),
    taxes: item.applied_taxes?.map(({ tax_uid: taxId, applied_money: amount }) => ({
      taxId,
      amount: amount ?? nothing(order),
    })),
    note: item.note,
  };
}

function modifierLines(item: LineItem, order: SquareOrder): Line[] {
  return (item.modifiers ?? []).map((modifier) => {
    const gross = modifier.total_price_money ?? nothing(order);
    return {
      lineId: modifier.uid,
      parentLineId: item.uid,
      kind: "modifier",
      item: { id: modifier.catalog_object_id ?? modifier.uid, name: modifier.name },
      // Square counts a modifier for one piece of its line.
      quantity: times(modifier.quantity ?? "1", item.quantity),
      unitPrice: modifier.base_price_money,
      gross,
      net: gross,
    };
  });
}

/** Unit price × quantity as Square rounded it: its own product, else its sum less what the modifiers cost. */
export function grossOf(item: LineItem): Money | undefined {
  if (item.variation_total_price_money) return item.variation_total_price_money;
  const modifiers = sumOf((item.modifiers ?? []).map(({ total_price_money: price }) => price));
  return item.gross_sales_money && less(item.gross_sales_money, modifiers);
}

/** ISO 4217's code for "no currency is involved": of an order that names none there is no amount either. */
const noCurrency = "XXX";

/** No money in the order's currency, for amounts that Square leaves out where they are zero. */
export const nothing = (order: SquareOrder): Money => ({
  amount: 0,
  currency: order.total_money?.currency ?? order.line_items?.[0]?.base_price_money?.currency ?? noCurrency,
});

/** The amount, unless it is none. */
export const some = (money: Money | undefined): Money | undefined =>
  money && money.amount !== 0 ? money : undefined;

/** Square's word for the unit, e.g. IMPERIAL_POUND; pieces have none. */
function unitOf({ quantity_unit: unit }: LineItem): string | undefined {
  const measure = unit?.measurement_unit;
  const named = Object.entries(measure ?? {}).find(
    ([key, value]) => key.endsWith("_unit") && typeof value === "string",
  );
  const word = named?.[1];
  return typeof word === "string" && word.length <= 100 ? word : undefined;
}
