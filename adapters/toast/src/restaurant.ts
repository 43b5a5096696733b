import { blocked, type Blocked } from "@spindlebus/bus/adapter";
import type { Order } from "@spindlebus/contracts";
import type { ToastSettings } from "./settings.ts";

/** The header without which Toast does not know whom a request is about. */
export const restaurantHeader = (restaurant: string) => ({
  headers: { "toast-restaurant-external-id": restaurant },
});

/** Toast's GUID of a store: what the message itself says, else the settings. */
export function restaurantOf(
  store: Order["store"] | undefined,
  { stores }: Pick<ToastSettings, "stores">,
): string | undefined {
  const ref = store?.refs?.find(({ vendor, type }) => vendor === "toast" && type === "restaurant");
  return (
    ref?.id ?? (store && Object.hasOwn(stores, store.storeId) ? stores[store.storeId]?.restaurant : undefined)
  );
}

/** Toast counts requests for each restaurant. */
export const limiterKey = (
  { store }: { readonly store?: Order["store"] | undefined },
  { settings }: { readonly settings: ToastSettings },
): string => restaurantOf(store, settings) ?? store?.storeId ?? "none";

/** A store that is no restaurant of this connection. */
export const unknownStore = (storeId: string | undefined): Blocked =>
  blocked(
    "store_unknown",
    storeId === undefined
      ? "The message names no store: add it, with a ref of the type restaurant or a store of the setting stores."
      : `The store ${storeId} is not in the setting stores of this connection: add its restaurant, then replay.`,
  );
