import { z } from "zod";
import { Money } from "../../values/money.ts";
import { Quantity } from "../../values/quantity.ts";
import { Ref } from "../../values/ref.ts";
import { Id, Text } from "../../values/text.ts";

/** Something taken off an order or a line. */
export const Discount = z
  .strictObject({
    discountId: Id,
    name: Text.optional(),
    source: z.enum(["merchant", "loyalty", "coupon", "other"]).meta({ description: "Who grants it." }),
    rewardRef: Ref.optional().meta({
      description: "The loyalty reward that was used, for the source loyalty.",
    }),
    amount: Money.meta({ description: "Positive lowers the order." }),
    scope: z
      .enum(["order", "line"])
      .meta({ description: "Whether it is on the whole order or on one line." }),
    lineId: Id.optional().meta({ description: "For the scope line." }),
  })
  .meta({ id: "Discount", description: "Something taken off an order or a line." });

/** A tax on an order. */
export const Tax = z
  .strictObject({
    taxId: Id.optional(),
    name: Text.optional(),
    rate: Quantity.optional().meta({ description: "As a fraction: 0.08 is eight per cent." }),
    amount: Money,
    inclusive: z.boolean().optional().meta({ description: "Already contained in the prices." }),
  })
  .meta({ id: "Tax", description: "A tax on an order." });

/** A charge for service, delivery, packaging. */
export const ServiceCharge = z
  .strictObject({ chargeId: Id.optional(), name: Text.optional(), amount: Money })
  .meta({ id: "ServiceCharge", description: "A charge for service, delivery or packaging." });

/** The sums of an order, as the system that took it computed them. */
export const OrderTotals = z
  .strictObject({
    subtotal: Money.meta({ description: "All lines before order discounts, added tax, charges and tip." }),
    discount: Money.optional().meta({ description: "Positive lowers the order." }),
    serviceCharge: Money.optional(),
    tax: Money.optional(),
    tip: Money.optional(),
    total: Money.meta({ description: "What the guest owes in all." }),
    paid: Money.optional(),
    refunded: Money.optional(),
    due: Money.optional(),
  })
  .meta({ id: "OrderTotals", description: "The sums of an order." });
export type OrderTotals = z.infer<typeof OrderTotals>;
