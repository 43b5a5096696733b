import { giftCardStep } from "./gift-card-step.ts";

/** A guest paid with a gift card. */
export const giftCardRedeemed = giftCardStep({
  type: "giftcard.redeemed.v1",
  summary: "A guest paid with a gift card, the whole order or a part.",
});
