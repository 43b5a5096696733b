import {
  applied,
  blocked,
  inDoubt,
  put,
  rejected,
  type Operation,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
  exact,
} from "@spindlebus/bus/adapter";
import { menuItemAvailabilityChanged, type DataOf } from "@spindlebus/contracts";
import { z } from "zod";
import { refusal } from "./errors.ts";
import { toastItemOf } from "./items.ts";
import { limiterKey, restaurantHeader, restaurantOf, unknownStore } from "./restaurant.ts";
import type { ToastSettings } from "./settings.ts";

type Availability = DataOf<typeof menuItemAvailabilityChanged>;

const Updated = z.array(
  z.looseObject({ status: z.string().nullish(), itemGuidValidity: z.string().nullish() }),
);

/** Tells a restaurant's Toast whether an item can be ordered: `PUT /stock/v1/inventory/update`. */
export const updateStock: Operation<Availability, ToastSettings> = {
  on: menuItemAvailabilityChanged,
  summary: "Sets an item's stock at a restaurant's Toast.",
  idempotency: "natural",
  order: "latestWins",
  limiterKey,
  // What Toast itself has told would come back as its next webhook, and so on.
  skip: ({ ext }) => (ext?.["toast"] === undefined ? false : "Toast said so itself"),
  request: stockRequest,
  interpret: readStock,
};

function stockRequest(
  change: Availability,
  { settings }: { readonly settings: ToastSettings },
): VendorRequest | Outcome {
  const restaurant = restaurantOf(change.store, settings);
  if (restaurant === undefined) return unknownStore(change.store.storeId);
  const item = toastItemOf(change.itemId, change.refs ?? [], settings);
  if (item === undefined)
    return blocked(
      "item_unknown",
      `The item ${change.itemId} has no id of Toast: name it in the setting items of this connection, or add a ref { vendor: "toast", type: "menu_item" } to the message.`,
    );
  const stock = stockOf(change);
  if (stock === undefined)
    return rejected("quantity_missing", "Toast knows a low stock only by the number that is left.");
  return put("/stock/v1/inventory/update", [{ ...item, ...stock }], restaurantHeader(restaurant));
}

/** Toast knows in stock, out of stock, and a number above zero. */
function stockOf({ status, quantity }: Availability): object | undefined {
  if (status === "out_of_stock") return { status: "OUT_OF_STOCK" };
  const counted = quantity !== undefined && !quantity.startsWith("-") && /[1-9]/.test(quantity);
  if (counted) return { status: "QUANTITY", quantity: exact(quantity) };
  return status === "in_stock" ? { status: "IN_STOCK" } : undefined;
}

function readStock(response: VendorResponse, { itemId, store }: Availability): Outcome {
  if (response.status !== 200) return refusal(response);
  const read = Updated.safeParse(response.json);
  if (!read.success) return inDoubt("unreadable_answer", "Toast answered 200 without a readable stock.");
  if (read.data.some(({ itemGuidValidity }) => itemGuidValidity === "INVALID"))
    return rejected(
      "item_invalid",
      `Toast knows no item ${itemId} at store ${store.storeId}, or it is archived.`,
    );
  return applied();
}
