import { giftCardMoveOrder } from "./gift-card-step.ts";

/** Take money from a gift card. */
export const giftCardRedeem = giftCardMoveOrder({
  type: "giftcard.redeem.v1",
  summary: "Pay with a gift card.",
});
