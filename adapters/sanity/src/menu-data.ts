import { minorUnits } from "@spindlebus/contracts";
import { readId } from "./document-id.ts";
import { sanityRef, type Told } from "./canonical.ts";
import { byLanguage, type LocalizedFields } from "./languages.ts";
import type { MenuItems } from "./menu-settings.ts";

/** The settings by which a document is an item of the menu that Sanity tells of. */
export function itemsIn({ document, settings }: Told): MenuItems | undefined {
  const { menuItems } = settings;
  return menuItems?.direction === "in" && document.type === menuItems.documentType ? menuItems : undefined;
}

/** What every message about an item says; its version is the time of the change in milliseconds. */
export const itemHead = ({ document, place, changedAt }: Told) => ({
  itemId: readId(document.id).documentId,
  version: Date.parse(changedAt),
  refs: [sanityRef("document", document.id, place)],
});

/** A document as an item of the menu. */
export function wholeItem(told: Told, menuItems: MenuItems) {
  const { fields } = menuItems;
  const values = told.document.fields;
  const texts = byLanguage(values, told.settings).tagged;
  const text = (field: string | undefined) => {
    const value = field === undefined ? undefined : values[field];
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  };
  const price = text(fields.price);
  const tags = fields.tags === undefined ? undefined : values[fields.tags];
  return {
    ...itemHead(told),
    name: textsOf(texts[fields.name]) ?? {},
    description: fields.description === undefined ? undefined : textsOf(texts[fields.description]),
    prices: price === undefined ? undefined : [{ amount: amountOf(price, menuItems) }],
    sku: text(fields.sku),
    plu: text(fields.plu),
    gtin: text(fields.gtin),
    posName: text(fields.posName),
    kitchenName: text(fields.kitchenName),
    taxCategory: text(fields.taxCategory),
    tags: Array.isArray(tags) ? tags.map(String) : undefined,
  };
}

/** The texts of a field by language; undefined where there are none. */
function textsOf(values: LocalizedFields[string] | undefined): Record<string, string> | undefined {
  const texts = Object.entries(values ?? {}).flatMap(([language, text]) =>
    typeof text === "string" ? [[language, text] as const] : [],
  );
  return texts.length > 0 ? Object.fromEntries(texts) : undefined;
}

/** A price that is no number stays none, so that the contract refuses it and somebody sees it. */
function amountOf(price: string, { priceIn, currency }: MenuItems) {
  if (!/^-?\d+(\.\d+)?$/.test(price)) return { amount: Number.NaN, currency };
  return { amount: priceIn === "minor" ? Number(price) : minorUnits(price, currency), currency };
}
