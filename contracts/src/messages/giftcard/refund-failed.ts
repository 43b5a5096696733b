import { giftCardRefused } from "./gift-card-refused.ts";

/** A refund did not come onto a gift card. */
export const giftCardRefundFailed = giftCardRefused(
  "refund",
  "A vendor would not put a refund on a gift card; the guest is still owed it.",
);
