import { giftCardRefused } from "./gift-card-refused.ts";

/** An earlier move of a gift card's money stands. */
export const giftCardVoidFailed = giftCardRefused(
  "void",
  "A vendor would not take an earlier move of a gift card's money back; it stands.",
);
