import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { VendorError } from "../../values/vendor-error.ts";
import { CaptureDetails } from "./capture-details.ts";
import { adyenPayment, stripePayment } from "./example-payments.ts";
import { paymentEvent } from "./payment.ts";

/**
 * The answer to a payment.capture that was refused, and what a processor says that had accepted one and could not do it
 * (Adyen: CAPTURE_FAILED after CAPTURE); where it will try again by itself the finality is provisional.
 */
export const paymentCaptureFailed = defineEvent({
  type: "payment.capture_failed.v1",
  summary: "The money of a payment could not be taken, at once or after the capture had been accepted.",
  data: z.strictObject({
    ...paymentEvent,
    reason: z
      .enum([
        "authorization_expired",
        "already_captured",
        "amount_too_large",
        "not_authorized",
        "rejected",
        "processor_error",
        "other",
      ])
      .meta({ description: "Why; rejected: the card network or the bank would not pay." }),
    capture: CaptureDetails.optional(),
    error: VendorError.optional(),
  }),
  entityKey: "paymentId",
  semantics: "delta",
  owner: "payments",
  indexed: ["paymentId", "orderRef", "capture.requestId"],
  examples: [
    {
      ...stripePayment,
      vendorStatus: "requires_capture",
      reason: "amount_too_large",
      capture: { requestId: "cp-7001-1", amount: { amount: 1502, currency: "USD" }, final: true },
      error: {
        vendorCode: "amount_too_large",
        message: "The amount is greater than what can be captured.",
        retryable: false,
      },
      occurredAt: "2026-01-15T18:04:00.000Z",
      finality: "final",
    },
    {
      ...adyenPayment,
      vendorStatus: "CAPTURE_FAILED",
      reason: "rejected",
      capture: {
        captureId: "GXTVQ8XHSKGK82QC",
        refs: [{ vendor: "adyen", account: "BusTestMerchant", type: "capture", id: "GXTVQ8XHSKGK82QC" }],
      },
      error: { message: "Capture rejected by the scheme because of a technical issue", retryable: true },
      occurredAt: "2026-01-17T17:04:05.000Z",
      finality: "provisional",
    },
    { ...adyenPayment, reason: "other", occurredAt: "2026-01-17T17:04:05.000Z", finality: "final" },
  ],
});
