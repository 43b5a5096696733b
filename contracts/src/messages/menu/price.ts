import { z } from "zod";
import { otherwiseValid } from "../../otherwise-valid.ts";
import { Money } from "../../values/money.ts";
import { Id } from "../../values/text.ts";
import { MenuScope } from "./scope.ts";

const MenuPrice = z
  .strictObject({
    amount: Money.meta({ description: "For one unit." }),
    scope: MenuScope.optional().meta({ description: "Where and when this price holds; absent: always." }),
    variations: z.array(Id).min(1).max(250).optional().meta({
      description: "Of a modifier: with these sizes of the item, by variationId; absent: with all.",
    }),
    sequence: z.int().min(1).max(1_000).optional().meta({
      description: "Of a modifier: as the n-th choice of its group; the highest also holds after it.",
    }),
  })
  .meta({ id: "MenuPrice", description: "A price and what it depends on." });

/** The prices of one thing; the first whose conditions all hold is its price. */
export const MenuPrices = z
  .array(MenuPrice)
  .min(1)
  .max(1_000)
  .refine(
    (prices) =>
      prices
        .slice(0, -1)
        .every(
          ({ scope, variations, sequence }) =>
            (scope !== undefined && Object.keys(scope).length > 0) ||
            variations !== undefined ||
            sequence !== undefined,
        ),
    {
      error: "a price without conditions must be the last: the ones after it could never hold",
      when: otherwiseValid,
    },
  )
  .meta({
    id: "MenuPrices",
    description: "The first price whose conditions all hold counts; one without conditions is the last.",
  });

/** Whether a price is known before the sale. */
export const Pricing = z
  .enum(["fixed", "open"])
  .meta({ id: "Pricing", description: "open: the cashier types the price. Absent: fixed." });
