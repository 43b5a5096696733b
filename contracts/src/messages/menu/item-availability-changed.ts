import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { locked } from "../../field-class.ts";
import { otherwiseValid } from "../../otherwise-valid.ts";
import { Ext } from "../../values/ext.ts";
import { Quantity } from "../../values/quantity.ts";
import { Refs } from "../../values/ref.ts";
import { Store } from "../../values/store.ts";
import { Id, Text } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";

const ItemAvailability = z
  .strictObject({
    availabilityId: locked(z.string().min(1).max(800)).meta({
      description:
        "itemId@storeId, then #variationId where there is one: stock is counted there, and newer words count there alone.",
    }),
    itemId: locked(Id).meta({ description: "The item, or the item that a modifier is." }),
    variationId: locked(Id).optional().meta({ description: "Only this size; absent: the item as a whole." }),
    refs: Refs.optional().meta({ description: "What vendors call the item or its variation." }),
    store: Store,
    status: z.enum(["in_stock", "low", "out_of_stock"]).meta({
      description: "low: below the threshold of the store's till. out_of_stock: it cannot be ordered.",
    }),
    quantity: Quantity.optional().meta({ description: "So many are left; absent: not counted." }),
    until: Instant.optional().meta({ description: "Then it is in stock again by itself." }),
    reason: Text.optional().meta({ description: "Why, for the staff." }),
    changedAt: locked(Instant).meta({ description: "When the till changed it; the later one counts." }),
    ext: Ext.optional(),
  })
  .refine(
    ({ availabilityId, itemId, store, variationId }) =>
      availabilityId === `${itemId}@${store.storeId}${variationId === undefined ? "" : `#${variationId}`}`,
    {
      error: "must be itemId@storeId, then #variationId where there is one",
      path: ["availabilityId"],
      when: otherwiseValid,
    },
  );

/** Whether a store still has an item. */
export const menuItemAvailabilityChanged = defineEvent({
  type: "menu.item.availability_changed.v1",
  summary: "One store has an item, runs low of it, or has none left (86ed).",
  data: ItemAvailability,
  entityKey: "availabilityId",
  entityVersion: "changedAt",
  semantics: "state",
  owner: "menu",
  indexed: ["itemId", "store.storeId"],
  examples: [
    {
      availabilityId: "BURGER@0042#BURGER-D",
      itemId: "BURGER",
      variationId: "BURGER-D",
      refs: [
        { vendor: "toast", account: "0042", type: "menu_item", id: "0b8c2c2e-6a1f-4f3e-9d3b-1c1f1d6f7a01" },
      ],
      store: { storeId: "0042", timezone: "America/New_York" },
      status: "low",
      quantity: "4",
      until: "2026-01-16T10:00:00.000Z",
      reason: "Delivery is late",
      changedAt: "2026-01-15T18:04:05.000Z",
      ext: { toast: { eventType: "low_quantity" } },
    },
    {
      availabilityId: "FRIES@0042",
      itemId: "FRIES",
      store: { storeId: "0042" },
      status: "out_of_stock",
      changedAt: "2026-01-15T18:05:00Z",
    },
  ],
});
