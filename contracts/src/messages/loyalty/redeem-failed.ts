import { pointsRefused } from "./points-refused.ts";

/** A member cannot pay so, or not with so much. */
export const loyaltyRedeemFailed = pointsRefused(
  "redeem",
  "A vendor would not take points or a reward from a member; no balance changed.",
);
