import { z } from "zod";
import { LoyaltyLosses } from "./change.ts";
import { pointsContract, pointsEvent } from "./points.ts";

/** What a member had not used in time is gone. */
export const loyaltyPointsExpired = pointsContract({
  type: "loyalty.points.expired.v1",
  summary: "Points, visits or another value ran out before the member used them.",
  data: z.strictObject({ ...pointsEvent, changes: LoyaltyLosses }),
  indexed: ["transaction.transactionId", "member.memberId"],
  examples: [
    {
      member: {
        memberId: "mbr-1815",
        refs: [{ vendor: "square", type: "loyalty_account", id: "5adcb100-07f1-4ee7-b8c6-6bb9ebc474bd" }],
        programCode: "d619f755-2d17-41f3-990d-c04ecedd64dd",
        status: "active",
      },
      transaction: {
        transactionId: "bdb0ecd3-2f3c-4d0b-a3a8-6b1c64a1a0c1",
        refs: [{ vendor: "square", type: "loyalty_event", id: "bdb0ecd3-2f3c-4d0b-a3a8-6b1c64a1a0c1" }],
        occurredAt: "2026-01-31T23:59:59.000Z",
        reason: "EXPIRE_POINTS",
      },
      changes: [
        { value: { kind: "points", code: "points", label: "Stars", quantity: "-40" }, operation: "subtract" },
      ],
      balances: [
        {
          value: { kind: "points", code: "points", label: "Stars", quantity: "80" },
          spendable: true,
          expiring: [{ quantity: "30", date: "2026-02-28", at: "2026-02-28T23:59:59.000Z" }],
        },
      ],
      ext: { square: { source: "SQUARE" } },
    },
    {
      member: { memberId: "mbr-1906" },
      transaction: { transactionId: "exp-2026-01-mbr-1906", occurredAt: "2026-01-31T23:59:59.000Z" },
      changes: [{ value: { kind: "points", code: "1", quantity: "-12.5" }, operation: "subtract" }],
    },
  ],
});
