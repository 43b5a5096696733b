import { z } from "zod";
import { personal } from "../../field-class.ts";
import { UnsignedMoney } from "../../values/money.ts";
import { Quantity } from "../../values/quantity.ts";
import { Refs } from "../../values/ref.ts";
import { Id, Text } from "../../values/text.ts";

const money = (description: string) => UnsignedMoney.meta({ description });

const ReturnedLine = z
  .strictObject({
    lineId: Id.meta({ description: "The line of the order that is given back, in all or in part." }),
    refs: Refs.optional().meta({ description: "What vendors call the line given back." }),
    quantity: Quantity.refine((quantity) => !quantity.startsWith("-"), {
      error: "must not be negative: the message's type says that it is given back",
    })
      .optional()
      .meta({ description: "How many of it, never negative; absent: only money, no goods." }),
    amount: money("What goes back for it, without added tax."),
    tax: money("The added tax that goes back with it.").optional(),
  })
  .meta({ id: "ReturnedLine", description: "A line of an order that is given back, in all or in part." });

const ReturnedCharge = z
  .strictObject({
    chargeId: Id.meta({
      description: "The service charge of the order that is given back, in all or in part.",
    }),
    amount: money("What goes back of it, without tax."),
    tax: money("The tax that goes back with it.").optional(),
  })
  .meta({ id: "ReturnedCharge", description: "A service charge of an order that is given back." });

const ReturnedTender = z
  .strictObject({
    tenderId: Id.optional().meta({ description: "The order's tender that the money goes back to." }),
    refs: Refs.optional().meta({ description: "What vendors call this repayment." }),
    type: z
      .enum(["card", "cash", "gift_card", "loyalty", "other"])
      .optional()
      .meta({ description: "The means by which it goes back." }),
    paymentRef: Id.optional().meta({
      description: "The paymentId of the payment messages, where it goes back by a payment.",
    }),
    paymentRefundRef: Id.optional().meta({
      description: "The refund.refundId of the payment.refunded message about it.",
    }),
    amount: money("What goes back by this means, without the tip."),
    tip: money("The tip that goes back by this means.").optional(),
  })
  .meta({ id: "ReturnedTender", description: "The means by which money of an order goes back." });

/** One giving back of an order's goods or money. */
export const OrderRefund = z
  .strictObject({
    refundId: Id.meta({
      description:
        "Tells the refunds of one order apart: the vendor's id of the return or refund transaction.",
    }),
    refs: Refs.optional().meta({ description: "What vendors call this refund." }),
    amount: money("All that goes back in this refund: goods, charges, tax and tip."),
    tip: money("The part of the amount that was tip.").optional(),
    tax: money("The part of the amount that was added tax.").optional(),
    serviceCharge: money("The part of the amount that was service charges.").optional(),
    serviceCharges: z
      .array(ReturnedCharge)
      .max(100)
      .optional()
      .meta({ description: "The service charges given back, where the vendor says which." }),
    reason: personal(Text).optional().meta({ description: "Why, in the store's words." }),
    lines: z
      .array(ReturnedLine)
      .max(1_000)
      .optional()
      .meta({ description: "The lines given back, where the vendor says which." }),
    tenders: z
      .array(ReturnedTender)
      .max(100)
      .optional()
      .meta({ description: "The ways that the money takes back." }),
  })
  .meta({ id: "OrderRefund", description: "One giving back of an order's goods or money." });
