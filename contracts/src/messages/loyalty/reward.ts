import { z } from "zod";
import { locked } from "../../field-class.ts";
import { Money } from "../../values/money.ts";
import { Quantity } from "../../values/quantity.ts";
import { Refs } from "../../values/ref.ts";
import { Code, Id, Text } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";
import { Value } from "../../values/value.ts";

const RewardId = locked(Id).meta({
  description:
    "The vendor's id of this one reward; where it only counts them by kind, the transaction's id and the kind, parted by a slash.",
});

/** What there is to say of one reward, beside how far it is. */
export const rewardFields = {
  rewardId: RewardId,
  refs: Refs.optional().meta({
    description: "What vendors call it and its kind: reward, redeemable, coupon, wallet.",
  }),
  code: Code.optional().meta({
    description: "The kind of reward: a wallet code, a reward tier, a redeemable.",
  }),
  name: Text.optional().meta({ description: "What the guest reads, e.g. Free Coffee." }),
  discountType: z.enum(["percent", "amount", "price", "unit", "item"]).optional().meta({
    description: "percent or amount off, a fixed price, so many units free, or an item free.",
  }),
  discountAmount: Money.optional().meta({
    description: "For amount: what it takes off; for price: what the guest pays instead.",
  }),
  discountPercent: Quantity.optional().meta({ description: "For percent: 12.5 takes an eighth off." }),
  discountLimit: Money.optional().meta({ description: "The most that it takes off." }),
  appliedAmount: Money.optional().meta({
    description: "What it took off the order; of a redeemed reward only.",
  }),
  items: z
    .array(Id)
    .max(200)
    .optional()
    .meta({ description: "What it is good for: ids of items or categories of the menu." }),
  pointsCost: Value.optional().meta({
    description: "What it costs, positive; that it was paid loyalty.points.redeemed says.",
  }),
  pointsTaken: z.enum(["at_issue", "at_redemption", "never"]).optional().meta({
    description:
      "When the vendor takes the cost: Square as it issues the reward, Paytronix and Punchh as it is used.",
  }),
  issuedAt: Instant.optional().meta({ description: "Since when the member has it." }),
  expiresAt: Instant.optional().meta({ description: "When it can no longer be used." }),
  vendorStatus: Code.optional().meta({ description: "The vendor's own word for the status." }),
};
