import { z } from "zod";
import { locked, personal, sensitive } from "../../field-class.ts";
import { Ext } from "../../values/ext.ts";
import { Money, UnsignedMoney } from "../../values/money.ts";
import { Refs } from "../../values/ref.ts";
import { Store } from "../../values/store.ts";
import { Code, Id } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";

/** The id that all messages about one payment share. */
export const PaymentId = locked(Id).meta({
  description: "The payment processor's id of the payment; a tender names it as its paymentRef.",
});

/** How a guest paid. */
const PaymentMethod = z
  .strictObject({
    type: z
      .enum(["card", "wallet", "bank", "gift_card", "cash", "other"])
      .meta({ description: "The means." }),
    brand: Code.optional().meta({ description: "The card's brand in lower case: visa, amex." }),
    last4: personal(z.string().regex(/^\d{4}$/, { error: "must be four digits" }))
      .optional()
      .meta({ description: "The last four digits of the card." }),
    wallet: Code.optional().meta({ description: "The wallet that holds the card: apple_pay, google_pay." }),
    funding: z
      .enum(["credit", "debit", "prepaid"])
      .optional()
      .meta({ description: "What kind of card it is." }),
    entryMode: Code.optional().meta({
      description: "The processor's word for how the card was read: EMV, KEYED, ON_FILE.",
    }),
    vendorMethod: Code.optional().meta({
      description: "The processor's own word for the means: visa_applepay, BUY_NOW_PAY_LATER.",
    }),
  })
  .meta({ id: "PaymentMethod", description: "How a guest paid." });

/** What every event about a payment says. */
export const paymentEvent = {
  paymentId: PaymentId,
  refs: Refs.meta({ description: "What vendors call the payment: the intent, its charge, its order there." }),
  orderRef: Id.optional().meta({ description: "The orderId of the order that was paid, where it is known." }),
  merchantReference: Id.optional().meta({ description: "The reference that the chain gave the processor." }),
  amount: Money.optional().meta({ description: "What was authorised or captured in all." }),
  tipAmount: UnsignedMoney.optional().meta({ description: "The part of the amount that is tip." }),
  method: PaymentMethod.optional(),
  store: Store.optional().meta({ description: "The store that the money is for." }),
  vendorStatus: Code.optional().meta({
    description: "The processor's own word for state or event: requires_capture, TECHNICAL_CANCEL, APPROVED.",
  }),
  authorizationCode: sensitive(Code).optional().meta({
    description: "The code by which the card's bank approved it; only the processor and the bank need it.",
  }),
  occurredAt: Instant.meta({ description: "When it happened at the processor." }),
  finality: z
    .enum(["final", "provisional"])
    .meta({ description: "provisional: a later event may take it back." }),
  ext: Ext.optional(),
};
export type PaymentEvent = z.infer<z.ZodObject<typeof paymentEvent>>;
