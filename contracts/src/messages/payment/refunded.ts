import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { Money } from "../../values/money.ts";
import { adyenPayment, stripePayment } from "./example-payments.ts";
import { paymentEvent } from "./payment.ts";
import { RefundDetails } from "./refund-details.ts";

/** Money went back to a guest. */
export const paymentRefunded = defineEvent({
  type: "payment.refunded.v1",
  summary: "All or a part of a payment was given back.",
  data: z.strictObject({
    ...paymentEvent,
    amountRefunded: Money.optional().meta({
      description: "All refunds of this payment so far, this one included.",
    }),
    refund: RefundDetails.safeExtend({
      amount: Money.meta({ description: "This refund alone; positive." }),
      status: z.literal("succeeded").meta({ description: "The money is back." }),
    }).meta({
      id: "SucceededRefund",
      description: "The refund that this message is about.",
    }),
  }),
  entityKey: "paymentId",
  semantics: "delta",
  owner: "payments",
  indexed: ["paymentId", "orderRef", "refund.refundId"],
  examples: [
    {
      ...stripePayment,
      amountRefunded: { amount: 500, currency: "USD" },
      refund: {
        refundId: "re_3SpindleExample1",
        refs: [{ vendor: "stripe", type: "refund", id: "re_3SpindleExample1" }],
        requestId: "rf-7001-1",
        amount: { amount: 500, currency: "USD" },
        reason: "customer_request",
        status: "succeeded",
      },
      occurredAt: "2026-01-15T19:00:00.000Z",
      finality: "final",
    },
    {
      ...adyenPayment,
      refund: {
        refundId: "QFQTPCQ8HXSKGK82",
        refs: [{ vendor: "adyen", account: "BusTestMerchant", type: "refund", id: "QFQTPCQ8HXSKGK82" }],
        amount: { amount: 500, currency: "USD" },
        status: "succeeded",
      },
      occurredAt: "2026-01-15T17:04:05.000Z",
      finality: "provisional",
    },
  ],
});
