import { z } from "zod";
import { Code, Id } from "../../values/text.ts";
import { LoyaltyValues } from "./change.ts";
import { exampleCommand, pointsCommand, pointsCommandContract } from "./points-command.ts";

/** Take from a member what it pays with, or use a reward it has. */
export const loyaltyRedeem = pointsCommandContract({
  type: "loyalty.redeem.v1",
  summary: "Take points or another value from a member, or use a reward that it has.",
  data: z
    .strictObject({
      ...pointsCommand,
      values: LoyaltyValues.optional().meta({ description: "What to take; positive." }),
      rewardId: Id.optional().meta({ description: "The reward to use, as loyalty.reward.issued named it." }),
      rewardCode: Code.optional().meta({
        description: "The kind of reward to buy and use at once: a reward tier, a redeemable, a wallet.",
      }),
    })
    .refine(
      ({ values, rewardId, rewardCode }) =>
        [values, rewardId, rewardCode].some((named) => named !== undefined),
      { error: "a redemption needs values, a rewardId or a rewardCode" },
    ),
  examples: [
    {
      ...exampleCommand,
      values: [{ kind: "reward", code: "863", label: "Free Coffee", quantity: "1" }],
      rewardId: "148240240/863",
      rewardCode: "863",
    },
    {
      member: { memberId: "mbr-1906" },
      transaction: { transactionId: "ord-7003", occurredAt: "2026-01-15T18:04:05.000Z" },
      values: [{ kind: "points", code: "1", quantity: "100" }],
    },
  ],
});
