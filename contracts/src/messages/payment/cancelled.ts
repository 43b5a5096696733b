import { paymentStep } from "./payment-step.ts";

/** A payment was called off before its money was taken. */
export const paymentCancelled = paymentStep({
  type: "payment.cancelled.v1",
  summary: "A payment was called off before its money was taken.",
  at: "2026-01-15T18:10:00.000Z",
  finality: "final",
});
