import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { UnsignedMoney } from "../../values/money.ts";
import { Instant } from "../../values/time.ts";
import { adyenPayment, stripePayment } from "./example-payments.ts";
import { paymentEvent } from "./payment.ts";

/** Money was reserved for a payment; it is not taken yet. */
export const paymentAuthorized = defineEvent({
  type: "payment.authorized.v1",
  summary: "The money of a payment was reserved.",
  data: z.strictObject({
    ...paymentEvent,
    amountCapturable: UnsignedMoney.optional().meta({ description: "What can be captured now." }),
    expiresAt: Instant.optional().meta({
      description: "Until when it can be captured; then payment.expired follows.",
    }),
  }),
  entityKey: "paymentId",
  semantics: "delta",
  owner: "payments",
  indexed: ["paymentId", "orderRef"],
  examples: [
    {
      ...stripePayment,
      vendorStatus: "requires_capture",
      authorizationCode: "683290",
      amountCapturable: { amount: 1402, currency: "USD" },
      expiresAt: "2026-01-22T18:03:00.000Z",
      occurredAt: "2026-01-15T18:03:00.000Z",
      finality: "provisional",
    },
    { ...adyenPayment, occurredAt: "2026-01-15T17:03:00.000Z", finality: "provisional" },
  ],
});
