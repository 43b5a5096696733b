import { paymentStep } from "./payment-step.ts";

/** Money was reserved for a payment; it is not taken yet. */
export const paymentAuthorized = paymentStep({
  type: "payment.authorized.v1",
  summary: "The money of a payment was reserved.",
  at: "2026-01-15T18:03:00.000Z",
  finality: "provisional",
});
