import { decimalOf, type DataOf, type menuItemUpserted } from "@spindlebus/contracts";
import type { LocalizedFields } from "./languages.ts";
import type { MenuItems } from "./menu-settings.ts";
import type { Fields } from "./vendor.ts";

type Item = DataOf<typeof menuItemUpserted>;

/** An item as fields of a document. The message says all of the item, so what it does not say is emptied. */
export function fieldsOfItem(item: Item, menuItems: MenuItems): LocalizedFields {
  const { fields } = menuItems;
  const one = (value: Fields[string] | undefined) => ({ und: value ?? null });
  const all: readonly (readonly [string | undefined, LocalizedFields[string]])[] = [
    [fields.name, item.name],
    [fields.description, item.description ?? one(undefined)],
    [fields.price, one(priceOf(item, menuItems))],
    [fields.sku, one(item.sku)],
    [fields.plu, one(item.plu)],
    [fields.gtin, one(item.gtin)],
    [fields.posName, one(item.posName)],
    [fields.kitchenName, one(item.kitchenName)],
    [fields.taxCategory, one(item.taxCategory)],
    [fields.tags, one(item.tags)],
  ];
  return Object.fromEntries(all.flatMap(([name, values]) => (name === undefined ? [] : [[name, values]])));
}

/** The price that holds everywhere; a document has room for one. Another currency than the connection's has none. */
function priceOf({ prices = [] }: Item, { priceIn, currency }: MenuItems): number | undefined {
  const price = prices.find(({ scope }) => scope === undefined || Object.keys(scope).length === 0)?.amount;
  if (price?.currency !== currency) return undefined;
  return priceIn === "minor" ? price.amount : Number(decimalOf(price));
}

/** The list of stores that have none, with this one in it or not. */
export function soldOutList(before: Fields[string] | undefined, place: string, isSoldOut: boolean): string[] {
  const others = (Array.isArray(before) ? before : []).map(String).filter((each) => each !== place);
  return (isSoldOut ? [...others, place] : others).toSorted();
}
