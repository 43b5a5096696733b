import { giftCardStep } from "./gift-card-step.ts";

/** Money was put on a gift card that was in use. */
export const giftCardLoaded = giftCardStep({
  type: "giftcard.loaded.v1",
  summary: "Money was put on a gift card by a guest or as a present of the chain.",
});
