import { pointsRefused } from "./points-refused.ts";

/** A member did not get what it earned. */
export const loyaltyAccrueFailed = pointsRefused(
  "accrue",
  "A vendor would not give a member what it earned; no balance changed.",
);
