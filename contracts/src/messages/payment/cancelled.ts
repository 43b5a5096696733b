import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { paymentEvent } from "./payment.ts";

/** A payment was called off before its money was taken. */
export const paymentCancelled = defineEvent({
  type: "payment.cancelled.v1",
  summary: "A payment was called off before its money was taken.",
  data: z.strictObject(paymentEvent),
  entityKey: "paymentId",
  semantics: "delta",
  owner: "payments",
  indexed: ["paymentId", "orderRef"],
  examples: [
    {
      paymentId: "pi_3SpindleExample7001",
      refs: [{ vendor: "stripe", type: "payment_intent", id: "pi_3SpindleExample7001" }],
      orderRef: "ord-7001",
      merchantReference: "ord-7001",
      amount: { amount: 1402, currency: "USD" },
      method: { type: "card", brand: "visa", last4: "4242", wallet: "apple_pay" },
      store: { storeId: "0042" },
      occurredAt: "2026-01-15T18:10:00.000Z",
      finality: "final",
      ext: { stripe: { capture_method: "manual" } },
    },
    {
      paymentId: "9913140798220028",
      refs: [{ vendor: "adyen", type: "payment", id: "9913140798220028" }],
      occurredAt: "2026-01-15T18:10:00.000Z",
      finality: "final",
    },
  ],
});
