import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { adyenPayment, stripePayment } from "./example-payments.ts";
import { paymentEvent } from "./payment.ts";

/** An authorisation ran out before its money was taken. */
export const paymentExpired = defineEvent({
  type: "payment.expired.v1",
  summary: "The authorisation of a payment ran out before its money was taken.",
  data: z.strictObject(paymentEvent),
  entityKey: "paymentId",
  semantics: "delta",
  owner: "payments",
  indexed: ["paymentId", "orderRef"],
  examples: [
    {
      ...stripePayment,
      vendorStatus: "canceled",
      occurredAt: "2026-01-22T18:03:00.000Z",
      finality: "final",
    },
    { ...adyenPayment, occurredAt: "2026-01-22T17:03:00.000Z", finality: "final" },
  ],
});
