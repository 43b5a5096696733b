import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { Dispute } from "./dispute.ts";
import { adyenPayment, stripePayment } from "./example-payments.ts";
import { paymentEvent } from "./payment.ts";

/** A guest's bank contests a payment. */
export const paymentDisputeOpened = defineEvent({
  type: "payment.dispute.opened.v1",
  summary: "A guest's bank contests a payment.",
  data: z.strictObject({ ...paymentEvent, dispute: Dispute }),
  entityKey: "paymentId",
  semantics: "delta",
  owner: "payments",
  indexed: ["paymentId", "orderRef", "dispute.disputeId"],
  examples: [
    {
      ...stripePayment,
      dispute: {
        disputeId: "dp_3SpindleExample1",
        refs: [{ vendor: "stripe", type: "dispute", id: "dp_3SpindleExample1" }],
        amount: { amount: 1402, currency: "USD" },
        reason: "product_not_received",
        networkReasonCode: "13.1",
        status: "needs_response",
        stage: "chargeback",
        evidenceDueAt: "2026-02-01T23:59:59.000Z",
      },
      occurredAt: "2026-01-20T10:00:00.000Z",
      finality: "provisional",
    },
    {
      ...adyenPayment,
      dispute: {
        disputeId: "9915555555555555",
        refs: [{ vendor: "adyen", type: "dispute", id: "9915555555555555" }],
      },
      occurredAt: "2026-01-20T10:00:00.000Z",
      finality: "provisional",
    },
  ],
});
