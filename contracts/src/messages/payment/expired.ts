import { paymentStep } from "./payment-step.ts";

/** An authorisation ran out before its money was taken. */
export const paymentExpired = paymentStep({
  type: "payment.expired.v1",
  summary: "The authorisation of a payment ran out before its money was taken.",
  at: "2026-01-22T18:03:00.000Z",
  finality: "final",
});
