import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { VendorError } from "../../values/vendor-error.ts";
import { adyenPayment, stripePayment } from "./example-payments.ts";
import { paymentEvent } from "./payment.ts";
import { RefundDetails } from "./refund-details.ts";

/**
 * A refund was refused, or taken back after it had been accepted. One that was refused at once has no id at the processor: its
 * refundId is that of the command.
 */
export const paymentRefundFailed = defineEvent({
  type: "payment.refund_failed.v1",
  summary: "A refund was refused by the processor, or failed after it had been accepted.",
  data: z.strictObject({ ...paymentEvent, refund: RefundDetails, error: VendorError.optional() }),
  entityKey: "paymentId",
  semantics: "delta",
  owner: "payments",
  indexed: ["paymentId", "orderRef", "refund.refundId"],
  examples: [
    {
      ...stripePayment,
      refund: {
        refundId: "re_3SpindleExample1",
        refs: [{ vendor: "stripe", type: "refund", id: "re_3SpindleExample1" }],
        requestId: "rf-7001-1",
        amount: { amount: 500, currency: "USD" },
        reason: "customer_request",
        status: "failed",
        failureCode: "expired_or_canceled_card",
      },
      occurredAt: "2026-01-16T09:00:00.000Z",
      finality: "final",
    },
    {
      ...adyenPayment,
      refund: {
        refundId: "QFQTPCQ8HXSKGK82",
        refs: [{ vendor: "adyen", type: "refund", id: "QFQTPCQ8HXSKGK82" }],
        status: "failed",
      },
      occurredAt: "2026-01-15T17:04:05.000Z",
      finality: "final",
    },
    {
      paymentId: "pi_3SpindleExample7001",
      refs: [{ vendor: "stripe", type: "payment_intent", id: "pi_3SpindleExample7001" }],
      orderRef: "ord-7001",
      refund: {
        refundId: "rf-7001-1",
        refs: [],
        requestId: "rf-7001-1",
        amount: { amount: 500, currency: "USD" },
        status: "failed",
        failureCode: "charge_already_refunded",
      },
      error: {
        vendorCode: "charge_already_refunded",
        message: "Charge ch_1 has already been refunded.",
        retryable: false,
      },
      occurredAt: "2026-01-15T18:59:00.000Z",
      finality: "final",
    },
  ],
});
