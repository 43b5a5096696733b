import { z } from "zod";
import { Money } from "../../values/money.ts";
import { Quantity } from "../../values/quantity.ts";
import { Ref, Refs } from "../../values/ref.ts";
import { Code, Id, Text } from "../../values/text.ts";

/** Something taken off an order or a line. */
export const Discount = z
  .strictObject({
    discountId: Id.meta({ description: "Tells the discounts of one order apart." }),
    name: Text.optional().meta({ description: "Its name on the bill." }),
    source: z.enum(["merchant", "loyalty", "coupon", "other"]).meta({ description: "Who grants it." }),
    rewardRef: Ref.optional().meta({
      description: "The loyalty reward that was used, for the source loyalty.",
    }),
    amount: Money.meta({ description: "Positive lowers the order." }),
    scope: z
      .enum(["order", "line"])
      .meta({ description: "Whether it is on the whole order or on one line." }),
    lineId: Id.optional().meta({ description: "For the scope line." }),
    checkId: Id.optional().meta({ description: "The bill that it is on, where the order has several." }),
    couponCode: Code.optional().meta({ description: "The code that the guest gave, for the source coupon." }),
    rate: Quantity.optional().meta({ description: "As a fraction where it is one: 0.1 is ten per cent." }),
  })
  .meta({ id: "Discount", description: "Something taken off an order or a line." });

/** A tax on an order. */
export const Tax = z
  .strictObject({
    taxId: Id.optional().meta({ description: "Tells the taxes of one order apart; lines name it." }),
    name: Text.optional().meta({ description: "Its name on the bill." }),
    rate: Quantity.optional().meta({ description: "As a fraction: 0.08 is eight per cent." }),
    amount: Money.meta({ description: "What this tax takes over the whole order." }),
    inclusive: z.boolean().optional().meta({ description: "Already contained in the prices." }),
  })
  .meta({ id: "Tax", description: "A tax on an order." });

/** A charge for service, delivery, packaging. */
export const ServiceCharge = z
  .strictObject({
    chargeId: Id.optional().meta({ description: "Tells the charges of one order apart." }),
    refs: Refs.optional().meta({ description: "What vendors call this charge." }),
    checkId: Id.optional().meta({ description: "The bill that it is on, where the order has several." }),
    name: Text.optional().meta({ description: "Its name on the bill." }),
    kind: z
      .enum(["service", "delivery", "gratuity", "surcharge", "rounding", "donation", "other"])
      .optional()
      .meta({
        description: "What it is for; a gratuity here is one that the store adds, not the guest's tip.",
      }),
    rate: Quantity.optional().meta({
      description: "As a fraction where it is one: 0.18 is eighteen per cent.",
    }),
    amount: Money.meta({ description: "Without tax; negative where rounding lowers the order." }),
    tax: Money.optional().meta({ description: "The tax on this charge." }),
  })
  .meta({ id: "ServiceCharge", description: "A charge for service, delivery or packaging." });

/** The sums of an order, as the system that took it computed them. */
export const OrderTotals = z
  .strictObject({
    subtotal: Money.meta({ description: "All lines before order discounts, added tax, charges and tip." }),
    discount: Money.optional().meta({
      description: "All discounts; the subtotal is already less those of lines. Positive lowers the order.",
    }),
    serviceCharge: Money.optional().meta({ description: "All service charges, without their tax." }),
    tax: Money.optional().meta({ description: "Tax that comes on top; tax within the prices is not in it." }),
    tip: Money.optional().meta({ description: "What the guest gives beyond what is asked." }),
    total: Money.meta({ description: "What the guest owes in all." }),
    paid: Money.optional().meta({
      description: "What has been paid so far, tips included; refunds do not lower it.",
    }),
    refunded: Money.optional().meta({ description: "What went back so far; positive." }),
    due: Money.optional().meta({ description: "What is still owed; negative where too much was paid." }),
  })
  .meta({ id: "OrderTotals", description: "The sums of an order." });
export type OrderTotals = z.infer<typeof OrderTotals>;
