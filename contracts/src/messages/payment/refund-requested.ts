import { z } from "zod";
import { defineEvent } from "../../define.ts";
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
      paymentId: "pi_3SpindleExample7001",
      refs: [{ vendor: "stripe", type: "payment_intent", id: "pi_3SpindleExample7001" }],
      orderRef: "ord-7001",
      merchantReference: "ord-7001",
      refund: {
        refundId: "re_3SpindleExample1",
        refs: [{ vendor: "stripe", type: "refund", id: "re_3SpindleExample1" }],
        requestId: "rf-7001-1",
        amount: { amount: 500, currency: "USD" },
        reason: "customer_request",
        status: "pending",
      },
      store: { storeId: "0042" },
      occurredAt: "2026-01-15T18:59:00.000Z",
      finality: "provisional",
    },
    {
      paymentId: "9913140798220028",
      refs: [{ vendor: "adyen", type: "payment", id: "9913140798220028" }],
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
