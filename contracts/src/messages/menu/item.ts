import { z } from "zod";
import { locked } from "../../field-class.ts";
import { Ext } from "../../values/ext.ts";
import { LocalizedText } from "../../values/localized.ts";
import { Refs } from "../../values/ref.ts";
import { Code, Id, Text } from "../../values/text.ts";
import { Version } from "../../values/version.ts";
import { saleCodes } from "./codes.ts";
import { dietary } from "./dietary.ts";
import { MenuImages } from "./image.ts";
import { ModifierGroup } from "./modifier-group.ts";
import { MenuPrices, Pricing } from "./price.ts";
import { MenuScope } from "./scope.ts";
import { Variation } from "./variation.ts";

/** The id that all messages about one item share. */
export const ItemId = locked(Id).meta({
  description: "The chain's own id of the item; lines of orders name it as item.id.",
});

/** Tells newer words about an item from older ones, also whether it is still there. */
export const ItemVersion = locked(Version).meta({
  description:
    "Grows with every change of the item, its removal too: a counter, or its time in ms since 1970. A menu names it.",
});

const MenuCategory = z
  .strictObject({
    level: Code.optional().meta({ description: "Which hierarchy: major, minor, reporting, sales." }),
    id: Id,
    name: LocalizedText.optional(),
  })
  .meta({ id: "MenuCategory", description: "Where an item is filed." });

/** What can be sold: a dish, a combo, a modifier that has a life of its own. */
export const MenuItem = z.strictObject({
  itemId: ItemId,
  version: ItemVersion,
  refs: Refs.optional(),
  kind: z
    .enum(["item", "combo", "modifier", "gift_card", "service"])
    .optional()
    .meta({ description: "What sort of thing it is, as on a line of an order. Absent: item." }),
  name: LocalizedText,
  description: LocalizedText.optional(),
  posName: Text.optional().meta({ description: "Its name on the till." }),
  kitchenName: Text.optional().meta({ description: "Its name on the kitchen's ticket." }),
  ...saleCodes,
  pricing: Pricing.optional(),
  prices: MenuPrices.optional().meta({ description: "Of the item without any modifier." }),
  unitOfMeasure: Code.optional().meta({ description: "What one is, where it is weighed: kg, lb, fl_oz." }),
  taxCategory: Code.optional().meta({
    description: "The chain's or a tax engine's category: PREPARED_FOOD.",
  }),
  taxes: z.array(Id).max(50).optional().meta({ description: "Ids of the taxes that the till adds." }),
  taxable: z.boolean().optional().meta({ description: "false: it is never taxed." }),
  taxIncluded: z.boolean().optional().meta({ description: "Whether the prices contain the taxes." }),
  discountable: z.boolean().optional().meta({ description: "false: no discount may lower its price." }),
  variations: z
    .array(Variation)
    .max(250)
    .optional()
    .meta({ description: "Its sizes or kinds; where there are some, the guest takes one." }),
  modifierGroups: z
    .array(ModifierGroup)
    .max(100)
    .optional()
    .meta({ description: "What is asked about it, in this order." }),
  categories: z.array(MenuCategory).max(100).optional().meta({ description: "Where it is filed." }),
  tags: z.array(Code).max(200).optional().meta({ description: "Words the chain marks it with: new, spicy." }),
  ...dietary,
  images: MenuImages,
  preparationSeconds: z
    .int()
    .min(0)
    .max(86_400)
    .optional()
    .meta({ description: "How long the kitchen takes, in seconds." }),
  availability: MenuScope.optional(),
  ext: Ext.optional(),
});
