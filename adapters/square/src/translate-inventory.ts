import { translation, type Translation } from "@spindlebus/bus/adapter";
import { menuItemAvailabilityChanged } from "@spindlebus/contracts";
import { squareRef, storeOf } from "./canonical.ts";
import { plain } from "./decimals.ts";
import type { SquareSettings } from "./settings.ts";
import type { Told } from "./vendor-event.ts";
import type { InventoryCount } from "./vendor-loyalty.ts";

/**
 * Whether stores still have what Square counts. The count is of a variation, which is also what order lines name, so its id
 * is the itemId. States other than IN_STOCK (waste, in transit) say nothing of what can be ordered.
 */
export function availabilities(
  { merchantId, eventId, time }: Told,
  counts: readonly InventoryCount[],
  settings: Pick<SquareSettings, "stores">,
): readonly Translation[] {
  return counts.flatMap((count) => {
    if (count.state !== "IN_STOCK" || !count.location_id || count.quantity === undefined) return [];
    const store = storeOf(count.location_id, settings);
    const { catalog_object_id: itemId } = count;
    const quantity = plain(count.quantity);
    const data = {
      availabilityId: `${itemId}@${store.storeId}`,
      itemId,
      refs: [squareRef("catalog_object", itemId, merchantId)],
      store,
      // Square lets a count go below zero where more was sold than was counted.
      status:
        quantity === "0" || quantity.startsWith("-") ? ("out_of_stock" as const) : ("in_stock" as const),
      quantity,
      changedAt: count.calculated_at,
    };
    return [
      translation(menuItemAvailabilityChanged, { eventId, data, time, entityversion: count.calculated_at }),
    ];
  });
}
