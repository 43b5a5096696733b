import { z } from "zod";
import { personal } from "../../field-class.ts";
import { Money } from "../../values/money.ts";
import { Quantity } from "../../values/quantity.ts";
import { Refs } from "../../values/ref.ts";
import { Code, Id, Text } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";

/** What was sold, as the menu knows it. */
const Item = z
  .strictObject({
    id: Id.meta({ description: "The item's id in the system that took the order." }),
    sku: Code.optional(),
    plu: Code.optional(),
    name: Text.optional(),
    categories: z
      .array(
        z.strictObject({
          level: Code.meta({ description: "Which hierarchy: major, minor, promo, or the vendor's own." }),
          id: Id,
          name: Text.optional(),
        }),
      )
      .max(50)
      .optional()
      .meta({ description: "Where the menu files it." }),
  })
  .meta({ id: "Item", description: "What was sold, as the menu knows it." });

const ModifierGroup = z.strictObject({ id: Id, name: Text.optional() }).meta({
  id: "ModifierGroup",
  description: "The choice on the menu that a modifier answers: size, dressing.",
});

const LineTax = z
  .strictObject({ taxId: Id.meta({ description: "The taxId of one of the order's taxes." }), amount: Money })
  .meta({ id: "LineTax", description: "The part of a tax that one line bears." });

/** One line of an order. A modifier is a line of its own that names its parent. */
export const OrderLine = z
  .strictObject({
    lineId: Id,
    refs: Refs.optional(),
    parentLineId: Id.optional().meta({
      description: "The line that this one belongs to, e.g. a modifier's burger.",
    }),
    checkId: Id.optional(),
    seat: Code.optional().meta({ description: "The seat at the table that ordered it." }),
    modifierGroup: ModifierGroup.optional(),
    kind: z
      .enum(["item", "combo", "modifier", "service_charge", "gift_card"])
      .meta({ description: "What sort of line it is." }),
    item: Item,
    quantity: Quantity,
    unitOfMeasure: Code.optional(),
    unitPrice: Money.optional(),
    gross: Money.meta({
      description: "Unit price × quantity: before discounts and added tax, without the modifiers' own lines.",
    }),
    discount: Money.optional().meta({
      description: "What discounts take off this line; positive lowers it.",
    }),
    tax: Money.optional(),
    net: Money.optional().meta({ description: "Gross less discount, without added tax." }),
    taxes: z
      .array(LineTax)
      .max(50)
      .optional()
      .meta({ description: "What each tax of the order takes on this line." }),
    taxable: z.boolean().optional().meta({ description: "false: no tax is taken on it." }),
    voided: z.boolean().optional().meta({ description: "Taken off again: it counts for nothing." }),
    voidedAt: Instant.optional().meta({ description: "When it was taken off." }),
    voidReason: Text.optional().meta({ description: "Why it was taken off, in the store's words." }),
    note: personal(Text).optional().meta({ description: "The guest's words to the kitchen." }),
    status: z
      .enum(["new", "held", "sent", "ready", "fulfilled", "cancelled"])
      .optional()
      .meta({ description: "How far the kitchen is with it." }),
  })
  .meta({
    id: "OrderLine",
    description: "One line of an order; a modifier is a line that names its parent.",
  });
export type OrderLine = z.infer<typeof OrderLine>;
