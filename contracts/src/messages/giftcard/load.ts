import { giftCardMoveCommand } from "./gift-card-step.ts";

/** Put money on a gift card that is in use. */
export const giftCardLoad = giftCardMoveCommand({
  type: "giftcard.load.v1",
  summary: "Put money on a gift card that is in use.",
});
