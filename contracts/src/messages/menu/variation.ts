import { z } from "zod";
import { LocalizedText } from "../../values/localized.ts";
import { Refs } from "../../values/ref.ts";
import { Code, Id } from "../../values/text.ts";
import { saleCodes } from "./codes.ts";
import { Nutrition } from "./dietary.ts";
import { MenuPrices, Pricing } from "./price.ts";
import { MenuScope } from "./scope.ts";

/** A size or kind of an item of which the guest takes exactly one. */
export const Variation = z
  .strictObject({
    variationId: Id,
    refs: Refs.optional(),
    name: LocalizedText,
    ...saleCodes,
    pricing: Pricing.optional(),
    prices: MenuPrices.optional().meta({ description: "In place of the item's prices." }),
    unitOfMeasure: Code.optional().meta({ description: "What one is, where it is weighed: kg, lb, fl_oz." }),
    chosen: z.boolean().optional().meta({ description: "The one that is taken unless the guest says so." }),
    nutrition: Nutrition.optional(),
    availability: MenuScope.optional(),
  })
  .meta({ id: "Variation", description: "A size or kind of an item." });
