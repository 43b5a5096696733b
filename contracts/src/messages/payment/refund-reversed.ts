import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { Money, UnsignedMoney } from "../../values/money.ts";
import { Text } from "../../values/text.ts";
import { adyenPayment, stripePayment } from "./example-payments.ts";
import { paymentEvent } from "./payment.ts";
import { RefundDetails } from "./refund-details.ts";

const { refundId, refs, requestId, tipAmount, reason } = RefundDetails.shape;

/**
 * Money that had gone back to a guest came again to the chain: payment.refunded does not hold any more, and what followed
 * from it (points taken back) is to be undone.
 */
export const paymentRefundReversed = defineEvent({
  type: "payment.refund_reversed.v1",
  summary: "A refund that had succeeded came back: the chain has the money again.",
  data: z.strictObject({
    ...paymentEvent,
    amountRefunded: Money.optional().meta({
      description: "All refunds of this payment that still stand after it.",
    }),
    refund: z
      .strictObject({
        refundId,
        refs,
        requestId,
        amount: UnsignedMoney.meta({ description: "What came back of this refund." }),
        tipAmount,
        reason,
        reversalReason: Text.optional().meta({
          description: "Why it came back, in the processor's words: account closed, card expired.",
        }),
      })
      .meta({ id: "ReversedRefund", description: "The refund that came back." }),
  }),
  entityKey: "paymentId",
  semantics: "delta",
  owner: "payments",
  indexed: ["paymentId", "orderRef", "refund.refundId"],
  examples: [
    {
      ...stripePayment,
      vendorStatus: "canceled",
      amountRefunded: { amount: 0, currency: "USD" },
      refund: {
        refundId: "re_3SpindleExample1",
        refs: [{ vendor: "stripe", type: "refund", id: "re_3SpindleExample1" }],
        requestId: "rf-7001-1",
        amount: { amount: 500, currency: "USD" },
        tipAmount: { amount: 0, currency: "USD" },
        reason: "customer_request",
        reversalReason: "The account is closed",
      },
      occurredAt: "2026-01-19T09:00:00.000Z",
      finality: "final",
    },
    {
      ...adyenPayment,
      vendorStatus: "REFUNDED_REVERSED",
      refund: {
        refundId: "QFQTPCQ8HXSKGK82",
        refs: [{ vendor: "adyen", account: "BusTestMerchant", type: "refund", id: "QFQTPCQ8HXSKGK82" }],
        amount: { amount: 500, currency: "USD" },
      },
      occurredAt: "2026-01-19T17:04:05.000Z",
      finality: "final",
    },
  ],
});
