import { blocked, rejected, type Operation, type Outcome } from "@spindlebus/bus/adapter";
import {
  menuItemAvailabilityChanged,
  menuItemRemoved,
  menuItemUpserted,
  type DataOf,
  type Ref,
} from "@spindlebus/contracts";
import { changeEntry, type Plan } from "./change-entry.ts";
import { entryIdOf, noEntryId } from "./entry-id.ts";
import { entryRequests } from "./entry-requests.ts";
import { fieldsOfItem, soldOutList } from "./menu-fields.ts";
import { mergedBody } from "./merge-fields.ts";
import type { ContentfulSettings, MenuItems } from "./settings.ts";
import { oddity } from "./upsert-entry.ts";
import type { Entry } from "./vendor.ts";

type About = { readonly itemId: string; readonly refs?: readonly Ref[] | undefined };
type Place = { readonly settings: ContentfulSettings; readonly menuItems: MenuItems };

/** What the operations of the menu have in common: each changes the one entry that stands for the item. */
const aboutItem = <Data extends About>(
  plan: (entry: Entry | undefined, item: Data, place: Place) => Plan | Outcome,
): Pick<Operation<Data, ContentfulSettings>, "skip" | "request" | "interpret"> => ({
  skip: (_item, { settings }) =>
    settings.menuItems?.direction === "out" ? false : "this connection writes no items of the menu",
  request: (item, { settings }) => {
    const entryId = entryIdOf(item.itemId, item, { ...settings, qualifyEntryIds: false });
    return entryId === undefined ? noEntryId() : entryRequests(settings, entryId).read();
  },
  interpret: (response, item, context) => {
    const { settings } = context;
    const { menuItems } = settings;
    const entryId = entryIdOf(item.itemId, item, { ...settings, qualifyEntryIds: false });
    if (entryId === undefined) return noEntryId();
    if (!menuItems) return blocked("no_menu_items", "The setting menuItems of this connection is missing.");
    const change = { entryId, settings, plan: (entry?: Entry) => plan(entry, item, { settings, menuItems }) };
    return changeEntry(response, change, context);
  },
});

/** An item's upserts and removals keep their order: each is a state of its own route, and both are of one item. */
const lane = { group: "items", key: ({ itemId }: About) => itemId };

/** Writes an item as an entry, and publishes it. */
export const upsertMenuItem: Operation<DataOf<typeof menuItemUpserted>, ContentfulSettings> = {
  ...aboutItem((entry, item, { settings, menuItems }) => {
    const { contentType, publish } = menuItems;
    const odd = oddity(entry, contentType);
    if (odd) return odd;
    const write = mergedBody(entry, { fields: fieldsOfItem(item, menuItems, settings) }, settings);
    return { kind: "plan", write, contentType, after: publish === "always" ? "publish" : "nothing" };
  }),
  on: menuItemUpserted,
  summary: "Writes an item of the menu as a Contentful entry and publishes it.",
  idempotency: "natural",
  order: "latestWins",
  lane,
};

/** Takes the entry of an item back from the public; its draft stays. */
export const removeMenuItem: Operation<DataOf<typeof menuItemRemoved>, ContentfulSettings> = {
  ...aboutItem((entry, _item, { menuItems }) => {
    const odd = entry?.sys.archivedVersion === undefined && oddity(entry, menuItems.contentType);
    return odd || { kind: "plan", after: "unpublish" };
  }),
  on: menuItemRemoved,
  summary: "Takes the Contentful entry of an item of the menu back from the public.",
  idempotency: "natural",
  order: "latestWins",
  lane,
};

type Availability = DataOf<typeof menuItemAvailabilityChanged>;

/** Notes at an item's entry which stores have none of it. */
export const setAvailability: Operation<Availability, ContentfulSettings> = {
  ...aboutItem<Availability>(planAvailability),
  skip: (_item, { settings: { menuItems } }) =>
    menuItems?.direction === "out" && menuItems.fields.soldOut !== undefined
      ? false
      : "this connection has no field for stores that are sold out",
  on: menuItemAvailabilityChanged,
  summary: "Adds a store to the Contentful entry's list of those that have none left, or takes it off.",
  // Two stores may change one entry at once: the version that each has read tells the slower one to read again.
  idempotency: "natural",
  order: "latestWins",
};

function planAvailability(
  entry: Entry | undefined,
  { store, variationId, status }: Availability,
  { settings, menuItems }: Place,
): Plan | Outcome {
  const { contentType, fields, publish } = menuItems;
  if (!entry)
    return rejected("item_unknown", "Contentful has no entry for this item: write it, then replay.");
  const odd = oddity(entry, contentType);
  if (odd) return odd;
  const field = fields.soldOut ?? "";
  const place = variationId === undefined ? store.storeId : `${store.storeId}#${variationId}`;
  const before = entry.fields[field]?.[settings.defaultLocale];
  const list = soldOutList(before, place, status === "out_of_stock");
  // Where there was no list, an empty one says nothing new.
  const isNews = before !== undefined || list.length > 0;
  const given = { fields: isNews ? { [field]: { [settings.defaultLocale]: [...list] } } : {} };
  const write = mergedBody(entry, given, settings);
  // What editors have not made public stays so.
  const isPublic = entry.sys.publishedVersion !== undefined;
  return { kind: "plan", write, after: isPublic && publish === "always" ? "publish" : "nothing" };
}
