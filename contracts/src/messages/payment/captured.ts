import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { Money } from "../../values/money.ts";
import { CaptureDetails } from "./capture-details.ts";
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
      paymentId: "pi_3SpindleExample7001",
      refs: [
        { vendor: "stripe", type: "payment_intent", id: "pi_3SpindleExample7001" },
        { vendor: "stripe", type: "charge", id: "ch_3SpindleExample7001" },
      ],
      orderRef: "ord-7001",
      merchantReference: "ord-7001",
      amount: { amount: 1402, currency: "USD" },
      amountCaptured: { amount: 1402, currency: "USD" },
      amountRefunded: { amount: 0, currency: "USD" },
      method: { type: "card", brand: "visa", last4: "4242", wallet: "apple_pay" },
      store: { storeId: "0042" },
      vendorStatus: "succeeded",
      authorizationCode: "683290",
      capture: {
        captureId: "ch_3SpindleExample7001",
        refs: [{ vendor: "stripe", type: "charge", id: "ch_3SpindleExample7001" }],
        requestId: "cp-7001-1",
        amount: { amount: 1402, currency: "USD" },
        final: true,
      },
      ext: { stripe: { capture_method: "manual" } },
      occurredAt: "2026-01-15T18:04:00.000Z",
      finality: "final",
    },
    {
      paymentId: "9913140798220028",
      refs: [{ vendor: "adyen", type: "payment", id: "9913140798220028" }],
      amountCaptured: { amount: 1402, currency: "USD" },
      occurredAt: "2026-01-15T17:04:05.000Z",
      finality: "provisional",
    },
  ],
});
