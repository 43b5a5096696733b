import { z } from "zod";
import { defineCommand } from "../../define.ts";
import { locked } from "../../field-class.ts";
import { Ext } from "../../values/ext.ts";
import { Money } from "../../values/money.ts";
import { Refs } from "../../values/ref.ts";
import { Id, Text } from "../../values/text.ts";
import { PaymentId } from "./payment.ts";
import { RefundReason } from "./refund-details.ts";

/** Give a guest money back. */
export const paymentRefund = defineCommand({
  type: "payment.refund.v1",
  summary: "Give back all or a part of a payment.",
  data: z.strictObject({
    refundId: locked(Id).meta({
      description: "The business id of this refund; asking twice with one id refunds once.",
    }),
    paymentId: PaymentId,
    refs: Refs.optional().meta({ description: "What vendors call the payment." }),
    amount: Money.refine(({ amount }) => amount > 0, {
      path: ["amount"],
      error: "must be positive: the command says that the money goes back",
    })
      .optional()
      .meta({ description: "Positive; absent: all that is left of the payment." }),
    reason: RefundReason.optional(),
    note: Text.optional().meta({ description: "For the books; some processors show it to the guest." }),
    orderRef: Id.optional().meta({ description: "The orderId of the order that was paid." }),
    ext: Ext.optional(),
  }),
  entityKey: "paymentId",
  semantics: "delta",
  owner: "payments",
  indexed: ["paymentId", "refundId", "orderRef"],
  examples: [
    {
      refundId: "rf-7001-1",
      paymentId: "pi_3SpindleExample7001",
      refs: [{ vendor: "stripe", type: "payment_intent", id: "pi_3SpindleExample7001" }],
      amount: { amount: 500, currency: "USD" },
      reason: "customer_request",
      note: "Cold burger",
      orderRef: "ord-7001",
    },
    { refundId: "rf-7001-2", paymentId: "pi_3SpindleExample7001" },
  ],
});
