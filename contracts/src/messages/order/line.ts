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
    sku: Code.optional().meta({ description: "The chain's stock keeping unit." }),
    plu: Code.optional().meta({ description: "The number that the till knows the item by." }),
    name: Text.optional().meta({ description: "Its name on the menu at that time." }),
    categories: z
      .array(
        z.strictObject({
          level: Code.meta({ description: "Which hierarchy: major, minor, promo, or the vendor's own." }),
          id: Id.meta({ description: "The category's id in that hierarchy." }),
          name: Text.optional().meta({ description: "The category's name." }),
        }),
      )
      .max(50)
      .optional()
      .meta({ description: "Where the menu files it." }),
  })
  .meta({ id: "Item", description: "What was sold, as the menu knows it." });

const ModifierGroup = z
  .strictObject({
    id: Id.meta({ description: "The group's id on the menu." }),
    name: Text.optional().meta({ description: "The question that the guest was asked." }),
  })
  .meta({
    id: "ModifierGroup",
    description: "The choice on the menu that a modifier answers: size, dressing.",
  });

const LineTax = z
  .strictObject({
    taxId: Id.meta({ description: "The taxId of one of the order's taxes." }),
    amount: Money.meta({ description: "What that tax takes on this line." }),
  })
  .meta({ id: "LineTax", description: "The part of a tax that one line bears." });

/** One line of an order. A modifier is a line of its own that names its parent. */
export const OrderLine = z
  .strictObject({
    lineId: Id.meta({ description: "Tells the lines of one order apart." }),
    refs: Refs.optional().meta({ description: "What vendors call this line." }),
    parentLineId: Id.optional().meta({
      description: "The line that this one belongs to, e.g. a modifier's burger.",
    }),
    checkId: Id.optional().meta({ description: "The bill that it is on, where the order has several." }),
    seat: Code.optional().meta({ description: "The seat at the table that ordered it." }),
    modifierGroup: ModifierGroup.optional(),
    kind: z
      .enum(["item", "combo", "modifier", "service_charge", "gift_card"])
      .meta({ description: "What sort of line it is." }),
    item: Item,
    quantity: Quantity.meta({
      description: "How many, or how much of the unit of measure; a modifier's over all its parent's pieces.",
    }),
    unitOfMeasure: Code.optional().meta({
      description: "The unit of what is weighed or measured: kg, lb, fl_oz; absent: pieces.",
    }),
    unitPrice: Money.optional().meta({ description: "The price of one, without its modifiers." }),
    gross: Money.meta({
      description: "Unit price × quantity: before discounts and added tax, without the modifiers' own lines.",
    }),
    discount: Money.optional().meta({
      description: "What discounts take off this line; positive lowers it.",
    }),
    tax: Money.optional().meta({ description: "What all taxes take on this line." }),
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
