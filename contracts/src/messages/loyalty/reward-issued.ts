import { rewardStep } from "./reward-step.ts";

/** A member got a reward to use later. */
export const loyaltyRewardIssued = rewardStep(
  "issued",
  "A member got a reward: earned, bought with points, or given.",
  "2026-01-14T12:00:00.000Z",
);
