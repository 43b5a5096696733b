import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { adyenPayment, stripePayment } from "./example-payments.ts";
import { paymentEvent } from "./payment.ts";
import { RefundDetails } from "./refund-details.ts";

/** A processor has taken a refund on, and its outcome is still open. */
export const paymentRefundRequested = defineEvent({
  type: "payment.refund.requested.v1",
  summary: "A processor has accepted a refund whose outcome follows later.",
  data: z.strictObject({ ...paymentEvent, refund: RefundDetails }),
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
        status: "pending",
      },
      occurredAt: "2026-01-15T18:59:00.000Z",
      finality: "provisional",
    },
    {
      ...adyenPayment,
      refund: {
        refundId: "QFQTPCQ8HXSKGK82",
        refs: [{ vendor: "adyen", type: "refund", id: "QFQTPCQ8HXSKGK82" }],
        status: "requested",
      },
      occurredAt: "2026-01-15T17:04:05.000Z",
      finality: "provisional",
    },
  ],
});
