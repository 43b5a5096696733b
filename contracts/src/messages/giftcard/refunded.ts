import { giftCardStep } from "./gift-card-step.ts";

/** Money of a refund went onto a gift card: back to the one that paid, or to a new one. */
export const giftCardRefunded = giftCardStep({
  type: "giftcard.refunded.v1",
  summary: "Money of a refund was put on a gift card; it need not be the one that paid.",
});
