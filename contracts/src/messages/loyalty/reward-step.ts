import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { Ext } from "../../values/ext.ts";
import { Member } from "../../values/member.ts";
import { Store } from "../../values/store.ts";
import { Id, Text } from "../../values/text.ts";
import { BusinessDate, Instant } from "../../values/time.ts";
import { rewardFields } from "./reward.ts";

const rewardEvent = {
  member: Member.meta({ description: "Whose reward it is." }),
  orderRef: Id.optional().meta({ description: "The orderId of the order that earned it or used it." }),
  store: Store.optional().meta({ description: "The store of that order, or at which it was done by hand." }),
  businessDate: BusinessDate.optional().meta({ description: "The day to whose books the store gives it." }),
  reason: Text.optional().meta({
    description: "Why, in the words of the vendor: a campaign, a refund, a guest's wish.",
  }),
  occurredAt: Instant.meta({
    description:
      "When it became so at the vendor; a newer state of the reward is told from an older one by it.",
  }),
  ext: Ext.optional(),
};

type Status = "issued" | "redeemed" | "voided" | "expired";

/** An event that tells how far one reward is. It changes no balance: what was paid or came back `loyalty.points` says. */
export function rewardStep<const Is extends Status>(status: Is, summary: string, occurredAt: string) {
  const Reward = z
    .strictObject({
      ...rewardFields,
      status: z
        .literal(status)
        .meta({ description: "How far the reward is; always the one word that the type says." }),
    })
    .meta({ description: "One reward of a member." });
  return defineEvent({
    type: `loyalty.reward.${status}.v1`,
    summary,
    data: z.strictObject({ ...rewardEvent, reward: Reward }),
    entityKey: "reward.rewardId",
    entityVersion: "occurredAt",
    semantics: "state",
    subject: "member.memberId",
    owner: "loyalty",
    indexed: ["reward.rewardId", "orderRef"],
    examples: examplesOf(status, occurredAt),
  });
}

/** A percentage that was bought with points, and a wallet that only counts. */
const examplesOf = <const Is extends Status>(status: Is, occurredAt: string) => [
  {
    member: {
      memberId: "mbr-1815",
      refs: [{ vendor: "square", type: "loyalty_account", id: "5adcb100-07f1-4ee7-b8c6-6bb9ebc474bd" }],
      status: "active" as const,
    },
    reward: { ...exampleReward, status, ...(status === "redeemed" && { appliedAmount: usd(130) }) },
    orderRef: "ord-7001",
    store: { storeId: "0042" },
    businessDate: "2026-01-15",
    reason: "10 stars",
    occurredAt,
    ext: { square: { loyalty_program_id: "d619f755-2d17-41f3-990d-c04ecedd64dd" } },
  },
  {
    member: { refs: [{ vendor: "paytronix", type: "card", id: "6000201000200841" }] },
    reward: { rewardId: "148240240/863", status },
    occurredAt,
  },
];

const usd = (amount: number) => ({ amount, currency: "USD" });

const exampleReward = {
  rewardId: "a8f43ebe-2ad6-3001-bdd5-7d7c2da08943",
  refs: [
    { vendor: "square", type: "reward", id: "a8f43ebe-2ad6-3001-bdd5-7d7c2da08943" },
    { vendor: "square", type: "reward_tier", id: "e1b39225-9da5-43d1-a5db-782cdd8ad94f" },
  ],
  code: "e1b39225-9da5-43d1-a5db-782cdd8ad94f",
  name: "10% off, at most $5",
  discountType: "percent" as const,
  discountPercent: "10",
  discountLimit: usd(500),
  items: ["BURGER"],
  pointsCost: { kind: "points" as const, code: "points", label: "Stars", quantity: "10" },
  pointsTaken: "at_issue" as const,
  issuedAt: "2026-01-14T12:00:00.000Z",
  expiresAt: "2026-02-14T12:00:00.000Z",
  vendorStatus: "ISSUED",
};
