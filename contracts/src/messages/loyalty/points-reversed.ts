import { z } from "zod";
import { pointsContract, pointsEvent } from "./points.ts";

/** What a member had earned or spent was taken back, in all or in part. */
export const loyaltyPointsReversed = pointsContract({
  type: "loyalty.points.reversed.v1",
  summary: "What a member had earned or spent was taken back, by a reversal or an adjustment.",
  data: z.strictObject(pointsEvent),
  examples: [
    {
      member: {
        memberId: "mbr-1815",
        refs: [{ vendor: "paytronix", type: "card", id: "6000201000200841" }],
        tier: { code: "2", name: "Gold" },
        status: "active",
      },
      transaction: {
        transactionId: "re_3SpindleExample1",
        refs: [{ vendor: "paytronix", type: "transaction", id: "148240999" }],
        orderRef: "ord-7001",
        reverses: "ord-7001",
        store: { storeId: "0042" },
        occurredAt: "2026-01-15T19:00:00.000Z",
        reason: "refund",
      },
      changes: [
        {
          value: { kind: "points", code: "1", label: "Points Earned", quantity: "-5" },
          operation: "subtract",
        },
      ],
      balances: [{ value: { kind: "points", code: "1", label: "Points", quantity: "115" }, spendable: true }],
    },
    {
      member: { memberId: "mbr-1815" },
      transaction: { transactionId: "re_3SpindleExample2", occurredAt: "2026-01-15T19:05:00.000Z" },
      changes: [{ value: { kind: "points", code: "1", quantity: "-12" }, operation: "void_add" }],
    },
  ],
});
