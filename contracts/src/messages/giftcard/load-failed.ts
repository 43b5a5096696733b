import { giftCardRefused } from "./gift-card-refused.ts";

/** No money came onto a gift card. */
export const giftCardLoadFailed = giftCardRefused("load", "A vendor would not put money on a gift card.");
