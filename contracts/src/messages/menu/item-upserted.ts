import { defineEvent } from "../../define.ts";
import { fullItem } from "./item-example.ts";
import { MenuItem } from "./item.ts";

/** An item is new or has changed. */
export const menuItemUpserted = defineEvent({
  type: "menu.item.upserted.v1",
  summary: "An item is new or has changed; the message says all of it, with its sizes and modifiers.",
  data: MenuItem,
  entityKey: "itemId",
  entityVersion: "version",
  semantics: "state",
  owner: "menu",
  indexed: ["itemId", "plu", "sku"],
  examples: [fullItem, { itemId: "FRIES", version: 1, name: { und: "Fries" } }],
});
