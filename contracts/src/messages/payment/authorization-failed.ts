import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { Code } from "../../values/text.ts";
import { VendorError } from "../../values/vendor-error.ts";
import { adyenPayment, stripePayment } from "./example-payments.ts";
import { paymentEvent } from "./payment.ts";

/** A guest could not pay like this; another try is another event, with the same paymentId where the processor keeps it. */
export const paymentAuthorizationFailed = defineEvent({
  type: "payment.authorization_failed.v1",
  summary: "A payment was refused, by the guest's bank or by the processor: no money is reserved.",
  data: z.strictObject({
    ...paymentEvent,
    reason: z
      .enum([
        "declined",
        "insufficient_funds",
        "expired_card",
        "invalid_card",
        "authentication_failed",
        "limit_exceeded",
        "fraud",
        "not_supported",
        "cancelled_by_customer",
        "processor_error",
        "other",
      ])
      .meta({
        description:
          "Why; declined: the bank gives no reason, processor_error: nobody refused, something broke.",
      }),
    responseCode: Code.optional().meta({
      description: 'The bank\'s response code as the card network words it, ISO 8583: "05", "51".',
    }),
    error: VendorError.optional(),
  }),
  entityKey: "paymentId",
  semantics: "delta",
  owner: "payments",
  indexed: ["paymentId", "orderRef"],
  examples: [
    {
      ...stripePayment,
      vendorStatus: "requires_payment_method",
      reason: "insufficient_funds",
      responseCode: "51",
      error: {
        vendorCode: "card_declined",
        vendorSubcode: "insufficient_funds",
        message: "Your card has insufficient funds.",
        retryable: false,
      },
      occurredAt: "2026-01-15T18:02:40.000Z",
      finality: "final",
    },
    { ...adyenPayment, reason: "declined", occurredAt: "2026-01-15T17:02:40.000Z", finality: "final" },
  ],
});
