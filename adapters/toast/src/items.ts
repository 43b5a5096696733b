import type { Ref } from "@spindlebus/contracts";
import type { ToastSettings } from "./settings.ts";

type Named = Pick<ToastSettings, "items">;

const isGuid = (id: string): boolean => /^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/i.test(id);
const isEverywhere = (id: string): boolean => /^\d{6,}$/.test(id);

/** What the chain calls an item of Toast: by the settings, else as Toast calls it at all restaurants, else at this one. */
export function itemIdOf(guid: string, everywhere: string | undefined, { items }: Named): string {
  const named = Object.entries(items).find(([, ids]) =>
    ids.some((id) => id === everywhere || id.toLowerCase() === guid.toLowerCase()),
  );
  return named?.[0] ?? everywhere ?? guid;
}

/** By what Toast knows an item: a ref, the settings, or an id that is Toast's own; undefined where nothing tells. */
export function toastItemOf(
  itemId: string,
  refs: readonly Ref[],
  { items }: Named,
): { readonly guid: string } | { readonly multiLocationId: string } | undefined {
  const ref = (type: string) => refs.find((each) => each.vendor === "toast" && each.type === type)?.id;
  const [given, givenEverywhere] = [ref("menu_item"), ref("multi_location_item")];
  if (given !== undefined) return { guid: given };
  if (givenEverywhere !== undefined) return { multiLocationId: givenEverywhere };
  const known = Object.hasOwn(items, itemId) ? (items[itemId] ?? []) : [itemId];
  const everywhere = known.find(isEverywhere);
  if (everywhere !== undefined) return { multiLocationId: everywhere };
  const guids = known.filter(isGuid);
  // Of several GUIDs each is one restaurant's, and which is whose they do not say.
  const [guid] = guids;
  return guid !== undefined && guids.length === 1 ? { guid } : undefined;
}
