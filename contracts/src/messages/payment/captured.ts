import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { Money } from "../../values/money.ts";
import { CaptureDetails } from "./capture-details.ts";
import { adyenPayment, stripePayment } from "./example-payments.ts";
import { paymentEvent } from "./payment.ts";

/** A guest's money was taken. */
export const paymentCaptured = defineEvent({
  type: "payment.captured.v1",
  summary: "The money of a payment was taken.",
  data: z.strictObject({
    ...paymentEvent,
    amountCaptured: Money.meta({ description: "All captures of this payment so far, this one included." }),
    amountRefunded: Money.optional().meta({ description: "All refunds of this payment so far." }),
    capture: CaptureDetails.optional(),
  }),
  entityKey: "paymentId",
  semantics: "delta",
  owner: "payments",
  indexed: ["paymentId", "orderRef"],
  examples: [
    {
      ...stripePayment,
      amountCaptured: { amount: 1402, currency: "USD" },
      amountRefunded: { amount: 0, currency: "USD" },
      vendorStatus: "succeeded",
      authorizationCode: "683290",
      capture: {
        captureId: "ch_3SpindleExample7001",
        refs: [{ vendor: "stripe", type: "charge", id: "ch_3SpindleExample7001" }],
        requestId: "cp-7001-1",
        amount: { amount: 1402, currency: "USD" },
        final: true,
      },
      occurredAt: "2026-01-15T18:04:00.000Z",
      finality: "final",
    },
    {
      ...adyenPayment,
      amountCaptured: { amount: 1402, currency: "USD" },
      occurredAt: "2026-01-15T17:04:05.000Z",
      finality: "provisional",
    },
  ],
});
