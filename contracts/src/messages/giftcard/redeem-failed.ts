import { giftCardRefused } from "./gift-card-refused.ts";

/** A gift card cannot pay, or not so much. */
export const giftCardRedeemFailed = giftCardRefused(
  "redeem",
  "A vendor would not take money from a gift card: too little is on it, or it is not in use.",
);
