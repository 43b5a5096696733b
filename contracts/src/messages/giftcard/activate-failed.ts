import { giftCardRefused } from "./gift-card-refused.ts";

/** A gift card is not in use. */
export const giftCardActivateFailed = giftCardRefused(
  "activate",
  "A vendor would not activate a gift card; it cannot be used.",
);
