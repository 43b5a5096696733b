import { giftCardMoveCommand } from "./gift-card-step.ts";

/** Put money of a refund on a gift card. */
export const giftCardRefund = giftCardMoveCommand({
  type: "giftcard.refund.v1",
  summary: "Put money of a refund on a gift card, in part or in whole.",
});
