import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { VendorError } from "../../values/vendor-error.ts";
import { CancellationDetails } from "./cancellation-details.ts";
import { adyenPayment, stripePayment } from "./example-payments.ts";
import { paymentEvent } from "./payment.ts";

/** The answer to a payment.cancel that was refused: the payment stands, and money that was taken needs a payment.refund. */
export const paymentCancelFailed = defineEvent({
  type: "payment.cancel_failed.v1",
  summary: "A payment could not be called off and stands.",
  data: z.strictObject({
    ...paymentEvent,
    reason: z
      .enum([
        "already_captured",
        "already_cancelled",
        "authorization_expired",
        "not_found",
        "processor_error",
        "other",
      ])
      .meta({ description: "Why; already_captured: only a refund can give the money back." }),
    cancellation: CancellationDetails.optional(),
    error: VendorError.optional(),
  }),
  entityKey: "paymentId",
  semantics: "delta",
  owner: "payments",
  indexed: ["paymentId", "orderRef", "cancellation.requestId"],
  examples: [
    {
      ...stripePayment,
      vendorStatus: "succeeded",
      reason: "already_captured",
      cancellation: { requestId: "pc-7001-1", reason: "customer_request" },
      error: {
        vendorCode: "payment_intent_unexpected_state",
        message: "You cannot cancel this PaymentIntent because it has a status of succeeded.",
        retryable: false,
      },
      occurredAt: "2026-01-15T18:10:00.000Z",
      finality: "final",
    },
    { ...adyenPayment, reason: "other", occurredAt: "2026-01-15T17:10:00.000Z", finality: "final" },
  ],
});
