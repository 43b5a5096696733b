import { giftCardMoveCommand } from "./gift-card-step.ts";

/** Take money from a gift card. */
export const giftCardRedeem = giftCardMoveCommand({
  type: "giftcard.redeem.v1",
  summary: "Pay with a gift card.",
});
