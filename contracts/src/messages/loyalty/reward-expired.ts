import { rewardStep } from "./reward-step.ts";

/** A member had a reward for too long. */
export const loyaltyRewardExpired = rewardStep(
  "expired",
  "A reward ran out before the member used it.",
  "2026-02-14T12:00:00.000Z",
);
