import { rewardStep } from "./reward-step.ts";

/** A member used a reward. */
export const loyaltyRewardRedeemed = rewardStep(
  "redeemed",
  "A member used a reward on an order.",
  "2026-01-15T18:04:05.000Z",
);
