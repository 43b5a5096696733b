import { z } from "zod";
import { personal } from "../../field-class.ts";
import { Money } from "../../values/money.ts";
import { Refs } from "../../values/ref.ts";
import { Code, Id } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";

/** One means by which an order was paid. */
export const Tender = z
  .strictObject({
    tenderId: Id.meta({ description: "Tells the tenders of one order apart." }),
    refs: Refs.optional().meta({ description: "What vendors call this payment." }),
    type: z.enum(["card", "cash", "gift_card", "loyalty", "other"]).meta({ description: "The means." }),
    amount: Money.meta({ description: "What was paid with it, without the tip." }),
    tip: Money.optional().meta({ description: "The tip paid with it, beside the amount." }),
    checkId: Id.optional().meta({ description: "The bill that it pays, where the order has several." }),
    tendered: Money.optional().meta({ description: "What the guest handed over, change included." }),
    change: Money.optional().meta({ description: "What the guest got back of it." }),
    paidAt: Instant.optional().meta({ description: "When it was paid." }),
    cardType: Code.optional().meta({ description: "credit, debit or prepaid, where the reader tells." }),
    cardBrand: Code.optional().meta({ description: "The card's brand in lower case: visa, amex." }),
    last4: personal(z.string().regex(/^\d{4}$/, { error: "must be four digits" }))
      .optional()
      .meta({ description: "The last four digits of the card." }),
    entryMode: z
      .enum(["chip", "contactless", "swiped", "keyed", "on_file", "online", "other"])
      .optional()
      .meta({ description: "How the card was read." }),
    paymentRef: Id.optional().meta({
      description: "The paymentId of the payment messages about this tender: the payment processor's id.",
    }),
    status: z
      .enum(["authorized", "captured", "voided", "failed"])
      .optional()
      .meta({ description: "How far the payment is." }),
    refundStatus: z
      .enum(["none", "partial", "full"])
      .optional()
      .meta({ description: "How much of it went back." }),
    vendorStatus: Code.optional().meta({
      description: "The vendor's own word for the status: CAPTURE_IN_PROGRESS.",
    }),
    vendorType: Code.optional().meta({
      description: "The vendor's own word for the means: HOUSE_ACCOUNT, LEVELUP.",
    }),
    refunded: Money.optional().meta({ description: "All that went back so far, without tip; positive." }),
    tipRefunded: Money.optional().meta({ description: "The tip that went back so far; positive." }),
  })
  .meta({ id: "Tender", description: "One means by which an order was paid." });
export type Tender = z.infer<typeof Tender>;
