import { blocked, rejected, type Operation, type Outcome } from "@spindlebus/bus/adapter";
import {
  menuItemAvailabilityChanged,
  menuItemRemoved,
  menuItemUpserted,
  type DataOf,
  type Ref,
} from "@spindlebus/contracts";
import { changedFields, createOf, patchOf } from "./changed-fields.ts";
import { changeDocument, type Plan, type States } from "./change-document.ts";
import { documentIdOf, draftIdOf, noDocumentId } from "./document-id.ts";
import type { LocalizedFields } from "./languages.ts";
import { fieldsOfItem, soldOutList } from "./menu-fields.ts";
import type { MenuItems } from "./menu-settings.ts";
import { onceByTransaction } from "./once.ts";
import { documentRequests, type Mutation } from "./requests.ts";
import type { SanitySettings } from "./settings.ts";
import { oddity } from "./upsert-entry.ts";
import type { SanityDocument } from "./vendor.ts";

type About = { readonly itemId: string; readonly refs?: readonly Ref[] | undefined };

/** Where an item stands: the document that is it, and how items are written. */
type Place = {
  readonly settings: SanitySettings;
  readonly menuItems: MenuItems;
  readonly documentId: string;
  readonly requests: ReturnType<typeof documentRequests>;
};

/** What the operations of the menu have in common: each changes the one document that stands for the item. */
const aboutItem = <Data extends About>(
  plan: (states: States, item: Data, place: Place) => Plan | Outcome,
): Pick<Operation<Data, SanitySettings>, "skip" | "request" | "interpret"> => ({
  skip: (_item, { settings }) =>
    settings.menuItems?.direction === "out" ? false : "this connection writes no items of the menu",
  request: (item, { settings }) => {
    const documentId = itemDocumentId(item, settings);
    return documentId === undefined ? noDocumentId() : documentRequests(settings, documentId).read();
  },
  interpret: (response, item, context) => {
    const { settings } = context;
    const { menuItems } = settings;
    const documentId = itemDocumentId(item, settings);
    if (documentId === undefined) return noDocumentId();
    if (!menuItems) return blocked("no_menu_items", "The setting menuItems of this connection is missing.");
    const place = { settings, menuItems, documentId, requests: documentRequests(settings, documentId) };
    const change = { documentId, settings, plan: (states: States) => plan(states, item, place) };
    return changeDocument(response, change, context);
  },
});

const itemDocumentId = (item: About, settings: SanitySettings): string | undefined =>
  documentIdOf(item.itemId, item, { ...settings, qualifyEntryIds: false });

/** An item's upserts and removals keep their order: each is a state of its own route, and both are of one item. */
const lane = { group: "items", key: ({ itemId }: About) => itemId };

/** Writes an item as a document that is public at once, and into its draft where there is one. */
export const upsertMenuItem: Operation<DataOf<typeof menuItemUpserted>, SanitySettings> = {
  ...aboutItem<DataOf<typeof menuItemUpserted>>((states, item, place) => {
    const { menuItems, documentId } = place;
    const odd = oddity(states, menuItems.documentType);
    if (odd) return odd;
    const fields = fieldsOfItem(item, menuItems);
    const patches = patchesOf(states, fields, place);
    const isMissing = menuItems.publish === "always" ? !states.published : !states.draft && !states.published;
    if (!isMissing) return writing(patches, place);
    const id = menuItems.publish === "always" ? documentId : draftIdOf(documentId);
    const changed = changedFields(states.draft?.fields ?? {}, fields, place.settings);
    const create = createOf({ id, type: menuItems.documentType, from: states.draft }, changed);
    return writing([...patches, create], place);
  }),
  on: menuItemUpserted,
  summary: "Writes an item of the menu as a Sanity document that is public.",
  ...onceByTransaction,
  order: "latestWins",
  lane,
};

/** Takes the document of an item back from the public; its draft stays. */
export const removeMenuItem: Operation<DataOf<typeof menuItemRemoved>, SanitySettings> = {
  ...aboutItem<DataOf<typeof menuItemRemoved>>(
    (states, _item, { menuItems, requests }) =>
      oddity(states, menuItems.documentType) ?? {
        kind: "plan",
        write: states.published && requests.unpublish(),
      },
  ),
  on: menuItemRemoved,
  summary: "Takes the Sanity document of an item of the menu back from the public.",
  ...onceByTransaction,
  order: "latestWins",
  lane,
};

type Availability = DataOf<typeof menuItemAvailabilityChanged>;

/** Notes at an item's document which stores have none of it. */
export const setAvailability: Operation<Availability, SanitySettings> = {
  ...aboutItem<Availability>((states, { store, variationId, status }, place) => {
    const { documentType, fields } = place.menuItems;
    const odd = oddity(states, documentType);
    if (odd) return odd;
    if (!states.draft && !states.published)
      return rejected("item_unknown", "Sanity has no document for this item: write it, then replay.");
    const field = fields.soldOut ?? "";
    const key = variationId === undefined ? store.storeId : `${store.storeId}#${variationId}`;
    const listOf = (document: SanityDocument): LocalizedFields => {
      const before = document.fields[field];
      const list = soldOutList(before, key, status === "out_of_stock");
      // Where there was no list, an empty one says nothing new.
      return before === undefined && list.length === 0 ? {} : { [field]: { und: list } };
    };
    return writing(patchesOf(states, listOf, place), place);
  }),
  skip: (_item, { settings: { menuItems } }) =>
    menuItems?.direction === "out" && menuItems.fields.soldOut !== undefined
      ? false
      : "this connection has no field for stores that are sold out",
  on: menuItemAvailabilityChanged,
  summary: "Adds a store to the Sanity document's list of those that have none left, or takes it off.",
  // Two stores may change one document at once: the revision that each has read tells the slower one to read again.
  ...onceByTransaction,
  order: "latestWins",
};

/**
 * The same change of both states of a document: were the draft left as it was, an editor who publishes it would undo what is
 * public. What editors have not made public stays so.
 */
function patchesOf(
  { published, draft }: States,
  given: LocalizedFields | ((document: SanityDocument) => LocalizedFields),
  { settings, menuItems, documentId }: Place,
): readonly Mutation[] {
  const fieldsFor = (document: SanityDocument) => (typeof given === "function" ? given(document) : given);
  const patched = (document: SanityDocument | undefined): Mutation[] => {
    const changed = document && changedFields(document.fields, fieldsFor(document), settings);
    return document && changed ? [patchOf(document, changed)] : [];
  };
  if (menuItems.publish === "always") return [...patched(published), ...patched(draft)];
  if (draft || !published) return patched(draft);
  const changed = changedFields(published.fields, fieldsFor(published), settings);
  const about = { id: draftIdOf(documentId), type: menuItems.documentType, from: published };
  return changed ? [createOf(about, changed)] : [];
}

const writing = (mutations: readonly Mutation[], { requests }: Place): Plan => ({
  kind: "plan",
  write: mutations.length > 0 ? requests.mutate(mutations) : undefined,
});
