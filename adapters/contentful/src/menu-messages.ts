import { translation, type Translation } from "@spindlebus/bus/adapter";
import { menuItemRemoved, menuItemUpserted, minorUnits } from "@spindlebus/contracts";
import { contentfulRef } from "./canonical.ts";
import type { MenuItems } from "./settings.ts";
import { textsOf } from "./texts.ts";
import type { ContentfulEvent } from "./translate.ts";
import type { Fields } from "./vendor.ts";

/** What a topic says of the menu, where entries of that type are items of it: what is public is sold. */
export function menuMessages(event: ContentfulEvent): readonly Translation[] {
  const { entity, topic, settings, known } = event;
  const { menuItems } = settings;
  if (menuItems?.direction !== "in" || entity.sys.contentType?.sys.id !== menuItems.contentType) return [];
  const version = Date.parse(known.time ?? "");
  const item = {
    itemId: entity.sys.id,
    version,
    refs: [contentfulRef("entry", entity.sys.id, entity.sys.space?.sys.id)],
  };
  const about = { ...known, subject: `item/${entity.sys.id}`, entityversion: String(version) };
  switch (topic.action) {
    case "publish": {
      const data = { ...item, ...itemOf(entity.fields, menuItems, settings.defaultLocale) };
      return [translation(menuItemUpserted, { ...about, data })];
    }
    case "unpublish":
    case "archive":
    case "delete":
      return [translation(menuItemRemoved, { ...about, data: { ...item, removedAt: known.time } })];
    default:
      return [];
  }
}

function itemOf(values: Fields, { fields, priceIn, currency }: MenuItems, locale: string) {
  const one = (field: string | undefined) => (field === undefined ? undefined : values[field]?.[locale]);
  const text = (field: string | undefined) => {
    const value = one(field);
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  };
  const price = text(fields.price);
  const tags = one(fields.tags);
  return {
    name: textsOf(values[fields.name]) ?? {},
    description: fields.description === undefined ? undefined : textsOf(values[fields.description]),
    prices:
      price === undefined ? undefined : [{ amount: { amount: minor(price, priceIn, currency), currency } }],
    sku: text(fields.sku),
    plu: text(fields.plu),
    gtin: text(fields.gtin),
    posName: text(fields.posName),
    kitchenName: text(fields.kitchenName),
    taxCategory: text(fields.taxCategory),
    tags: Array.isArray(tags) ? tags.map(String) : undefined,
  };
}

/** A price that is no number stays none, so that the contract refuses it and somebody sees it. */
function minor(price: string, priceIn: MenuItems["priceIn"], currency: string): number {
  if (!/^-?\d+(\.\d+)?$/.test(price)) return Number.NaN;
  return priceIn === "minor" ? Number(price) : minorUnits(price, currency);
}
