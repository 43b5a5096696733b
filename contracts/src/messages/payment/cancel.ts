import { z } from "zod";
import { defineCommand } from "../../define.ts";
import { locked } from "../../field-class.ts";
import { Ext } from "../../values/ext.ts";
import { Refs } from "../../values/ref.ts";
import { Id } from "../../values/text.ts";
import { CancellationReason } from "./cancellation-details.ts";
import { PaymentId } from "./payment.ts";

/** Release money that was reserved and not taken; answered by payment.cancelled, or by payment.cancel_failed. */
export const paymentCancel = defineCommand({
  type: "payment.cancel.v1",
  summary: "Call off a payment whose money was not taken yet.",
  data: z.strictObject({
    cancellationId: locked(Id).meta({
      description: "The business id of this wish to cancel; asking twice with one id asks once.",
    }),
    paymentId: PaymentId,
    refs: Refs.optional().meta({ description: "What vendors call the payment." }),
    reason: CancellationReason.optional(),
    orderRef: Id.optional().meta({ description: "The orderId of the order that was to be paid." }),
    ext: Ext.optional(),
  }),
  entityKey: "paymentId",
  semantics: "delta",
  owner: "payments",
  indexed: ["paymentId", "cancellationId", "orderRef"],
  examples: [
    {
      cancellationId: "pc-7001-1",
      paymentId: "pi_3SpindleExample7001",
      refs: [{ vendor: "stripe", type: "payment_intent", id: "pi_3SpindleExample7001" }],
      reason: "customer_request",
      orderRef: "ord-7001",
      ext: { stripe: { note: "The guest left" } },
    },
    { cancellationId: "pc-7002-1", paymentId: "9913140798220028" },
  ],
});
