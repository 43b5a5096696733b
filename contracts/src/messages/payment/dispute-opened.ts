import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { Dispute } from "./dispute.ts";
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
      paymentId: "pi_3SpindleExample7001",
      refs: [
        { vendor: "stripe", type: "payment_intent", id: "pi_3SpindleExample7001" },
        { vendor: "stripe", type: "charge", id: "ch_3SpindleExample7001" },
      ],
      orderRef: "ord-7001",
      merchantReference: "ord-7001",
      amount: { amount: 1402, currency: "USD" },
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
      store: { storeId: "0042" },
      occurredAt: "2026-01-20T10:00:00.000Z",
      finality: "provisional",
    },
    {
      paymentId: "9913140798220028",
      refs: [{ vendor: "adyen", type: "payment", id: "9913140798220028" }],
      dispute: {
        disputeId: "9915555555555555",
        refs: [{ vendor: "adyen", type: "dispute", id: "9915555555555555" }],
      },
      occurredAt: "2026-01-20T10:00:00.000Z",
      finality: "provisional",
    },
  ],
});
