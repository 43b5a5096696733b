import { pointsRefused } from "./points-refused.ts";

/** What an earlier transaction gave or took stands. */
export const loyaltyReverseFailed = pointsRefused(
  "reverse",
  "A vendor would not take an earlier transaction back; it stands.",
);
