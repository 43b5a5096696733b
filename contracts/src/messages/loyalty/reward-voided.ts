import { rewardStep } from "./reward-step.ts";

/** A reward was taken back, or given back by the member. */
export const loyaltyRewardVoided = rewardStep(
  "voided",
  "A reward was taken away or given back unused; what it had cost comes back by loyalty.points.reversed.",
  "2026-01-15T18:30:00.000Z",
);
