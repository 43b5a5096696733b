import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { CancellationDetails } from "./cancellation-details.ts";
import { adyenPayment, stripePayment } from "./example-payments.ts";
import { paymentEvent } from "./payment.ts";

/** A payment was called off before its money was taken. */
export const paymentCancelled = defineEvent({
  type: "payment.cancelled.v1",
  summary: "A payment was called off before its money was taken.",
  data: z.strictObject({ ...paymentEvent, cancellation: CancellationDetails.optional() }),
  entityKey: "paymentId",
  semantics: "delta",
  owner: "payments",
  indexed: ["paymentId", "orderRef", "cancellation.requestId"],
  examples: [
    {
      ...stripePayment,
      vendorStatus: "canceled",
      cancellation: {
        requestId: "pc-7001-1",
        reason: "customer_request",
        vendorReason: "requested_by_customer",
      },
      occurredAt: "2026-01-15T18:10:00.000Z",
      finality: "final",
    },
    {
      ...adyenPayment,
      vendorStatus: "TECHNICAL_CANCEL",
      cancellation: {
        refs: [{ vendor: "adyen", account: "BusTestMerchant", type: "cancellation", id: "HSKGK82QCGXTVQ8X" }],
        reason: "technical",
      },
      occurredAt: "2026-01-15T17:10:00.000Z",
      finality: "final",
    },
    { ...adyenPayment, occurredAt: "2026-01-15T17:10:00.000Z", finality: "final" },
  ],
});
