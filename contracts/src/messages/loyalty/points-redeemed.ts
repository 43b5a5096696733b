import { z } from "zod";
import { Id } from "../../values/text.ts";
import { LoyaltyLosses } from "./change.ts";
import { pointsContract, pointsEvent } from "./points.ts";

/** A member paid with points, visits or another value: when a reward was made, or when it was used, as the vendor has it. */
export const loyaltyPointsRedeemed = pointsContract({
  type: "loyalty.points.redeemed.v1",
  summary: "A member paid with points, visits, a reward or stored value.",
  data: z.strictObject({
    ...pointsEvent,
    changes: LoyaltyLosses,
    rewardRef: Id.optional().meta({
      description: "The rewardId of the reward that was paid for or used, where there is one.",
    }),
  }),
  examples: [
    {
      member: {
        memberId: "mbr-1815",
        refs: [{ vendor: "paytronix", type: "card", id: "6000201000200841" }],
        programCode: "123",
        tier: { code: "2", name: "Gold" },
        enrolledAt: "2025-08-01T00:00:00.000Z",
        status: "active",
      },
      transaction: {
        transactionId: "ord-7001",
        refs: [
          { vendor: "paytronix", type: "transaction", id: "148240240" },
          { vendor: "paytronix", type: "auth_code", id: "683290" },
        ],
        orderRef: "ord-7001",
        store: { storeId: "0042" },
        businessDate: "2026-01-15",
        occurredAt: "2026-01-15T18:04:05.000Z",
        reason: "Authorized",
      },
      changes: [
        {
          value: { kind: "reward", code: "863", label: "Free Coffee Used", quantity: "-1" },
          operation: "subtract",
        },
      ],
      balances: [
        {
          value: { kind: "points", code: "1", label: "Points", quantity: "120" },
          spendable: true,
          expiring: [],
        },
      ],
      rewardRef: "148240240/863",
      ext: { paytronix: { svriFlag: false, pointType: 1 } },
    },
    {
      member: {
        refs: [{ vendor: "square", type: "loyalty_account", id: "5adcb100-07f1-4ee7-b8c6-6bb9ebc474bd" }],
      },
      transaction: {
        transactionId: "27a7a8e1-square-event-create-reward",
        occurredAt: "2026-01-15T18:04:05.000Z",
      },
      changes: [{ value: { kind: "points", code: "points", quantity: "-10" }, operation: "subtract" }],
    },
  ],
});
