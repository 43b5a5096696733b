import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { Ext } from "../../values/ext.ts";
import { Refs } from "../../values/ref.ts";
import { Id } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";
import { ItemId, ItemVersion } from "./item.ts";

/** An item is not sold any more. */
export const menuItemRemoved = defineEvent({
  type: "menu.item.removed.v1",
  summary: "An item is not sold any more, nowhere. What is only sold out changes its availability.",
  data: z.strictObject({
    itemId: ItemId,
    version: ItemVersion,
    refs: Refs.optional(),
    replacedBy: Id.optional().meta({ description: "The itemId of what is sold in its place." }),
    removedAt: Instant.optional().meta({ description: "When it was taken off." }),
    ext: Ext.optional(),
  }),
  entityKey: "itemId",
  entityVersion: "version",
  semantics: "state",
  owner: "menu",
  indexed: ["itemId"],
  examples: [
    {
      itemId: "BURGER",
      version: 1_768_600_000_000,
      refs: [{ vendor: "square", account: "5S9M", type: "catalog_object", id: "W62UWFY35CWMYGVWK6TWJDNI" }],
      replacedBy: "BURGER-2",
      removedAt: "2026-01-16T21:46:40.000Z",
      ext: { square: { isArchived: true } },
    },
    { itemId: "FRIES", version: 2 },
  ],
});
