import type { Fact, Recall, VendorRequest } from "@spindlebus/bus/adapter";
import { remove } from "./call.ts";
import type { SquareSettings } from "./settings.ts";

const rewardKind = "reward";

/** Which reward at Square a redemption used. */
export const rewardFact = (transactionId: string, reward: string): Fact => ({
  kind: rewardKind,
  id: transactionId,
  vendorId: reward,
  facts: {},
});

/** The reward that this transaction used, where it was one. */
export const recallReward = (transactionId: string): Recall => ({
  kind: rewardKind,
  ids: [transactionId],
  writtenBy: "redeem",
  entityKey: transactionId,
  optional: true,
});

/** Where a reward is. */
export const rewardPath = (reward: string): string => `/v2/loyalty/rewards/${encodeURIComponent(reward)}`;

/** Gives a reward back that was not used, and its points to the member. */
export const giveBack = (
  reward: string,
  context: { readonly settings: Pick<SquareSettings, "squareVersion"> },
): VendorRequest => remove(rewardPath(reward), context);
