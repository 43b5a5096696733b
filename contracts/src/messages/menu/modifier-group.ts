import { z } from "zod";
import { otherwiseValid } from "../../otherwise-valid.ts";
import { LocalizedText } from "../../values/localized.ts";
import { Refs } from "../../values/ref.ts";
import { Id, Text } from "../../values/text.ts";
import { saleCodes } from "./codes.ts";
import { MenuPrices } from "./price.ts";
import { MenuScope } from "./scope.ts";

const ModifierOption = z
  .strictObject({
    optionId: Id,
    itemId: Id.optional().meta({
      description: "The item that it is, where it is one: that item's own groups are then asked next.",
    }),
    refs: Refs.optional(),
    name: LocalizedText,
    kitchenName: Text.optional().meta({ description: "Its name on the kitchen's ticket." }),
    ...saleCodes,
    prices: MenuPrices.optional().meta({ description: "Added to the item's price; absent: free of charge." }),
    chosen: z.boolean().optional().meta({ description: "Chosen unless the guest takes it off." }),
    maxQuantity: z.int().min(1).max(1_000).optional().meta({ description: "How often it can be chosen." }),
    hidden: z.boolean().optional().meta({ description: "Guests do not see it; staff do." }),
    availability: MenuScope.optional(),
  })
  .meta({ id: "ModifierOption", description: "One choice of a modifier group." });

/** A question that is asked about an item: which size, which sauce, what else. */
export const ModifierGroup = z
  .strictObject({
    groupId: Id.meta({ description: "The same in every item that asks the same question." }),
    refs: Refs.optional(),
    name: LocalizedText,
    kind: z
      .enum(["choice", "component", "text"])
      .optional()
      .meta({ description: "component: a part of a combo. text: the guest writes. Absent: choice." }),
    min: z.int().min(0).max(1_000).meta({ description: "So many must be chosen; 0: none need be." }),
    max: z
      .int()
      .min(1)
      .max(1_000)
      .optional()
      .meta({ description: "So many can be chosen at most; absent: any number." }),
    free: z
      .int()
      .min(1)
      .max(1_000)
      .optional()
      .meta({ description: "So many of the chosen are free of charge, the first ones." }),
    chosenAreCharged: z.boolean().optional().meta({
      description: "Whether options that are chosen from the start cost their price. Absent: they do.",
    }),
    chosenAreCredited: z
      .boolean()
      .optional()
      .meta({ description: "Whether taking one of them off pays for another. Absent: it does not." }),
    maxLength: z
      .int()
      .min(1)
      .max(10_000)
      .optional()
      .meta({ description: "Of a text: how many characters the guest may write." }),
    options: z
      .array(ModifierOption)
      .max(500)
      .meta({ description: "The choices, in the order in which they are shown; none for a text." }),
  })
  .refine(({ min, max }) => max === undefined || min <= max, {
    error: "is less than min",
    path: ["max"],
    when: otherwiseValid,
  })
  .refine(({ kind, options }) => (kind === "text") === (options.length === 0), {
    error: "a text has no options, every other group has some",
    path: ["options"],
    when: otherwiseValid,
  })
  .meta({ id: "ModifierGroup", description: "A question that is asked about an item." });
