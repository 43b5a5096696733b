import { pointsRefused } from "./points-refused.ts";

/** A correction was not made. */
export const loyaltyAdjustFailed = pointsRefused(
  "adjust",
  "A vendor would not correct what a member has; no balance changed.",
);
