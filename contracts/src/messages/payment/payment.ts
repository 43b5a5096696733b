import { z } from "zod";
import { locked, personal } from "../../field-class.ts";
import { Ext } from "../../values/ext.ts";
import { Money } from "../../values/money.ts";
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
    brand: Code.optional(),
    last4: personal(z.string().regex(/^\d{4}$/, { error: "must be four digits" }))
      .optional()
      .meta({ description: "The last four digits of the card." }),
    wallet: Code.optional(),
  })
  .meta({ id: "PaymentMethod", description: "How a guest paid." });

/** What every event about a payment says. */
export const paymentEvent = {
  paymentId: PaymentId,
  refs: Refs,
  orderRef: Id.optional().meta({ description: "The orderId of the order that was paid, where it is known." }),
  merchantReference: Id.optional().meta({ description: "The reference that the chain gave the processor." }),
  amount: Money.optional().meta({ description: "What was authorised or captured in all." }),
  method: PaymentMethod.optional(),
  store: Store.optional(),
  occurredAt: Instant.meta({ description: "When it happened at the processor." }),
  finality: z
    .enum(["final", "provisional"])
    .meta({ description: "provisional: a later event may take it back." }),
  ext: Ext.optional(),
};
