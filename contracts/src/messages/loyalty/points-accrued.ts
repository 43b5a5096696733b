import { z } from "zod";
import { pointsContract, pointsEvent } from "./points.ts";

/** A member earned something. */
export const loyaltyPointsAccrued = pointsContract({
  type: "loyalty.points.accrued.v1",
  summary: "A member earned points, visits or another value.",
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
        transactionId: "ord-7001",
        refs: [{ vendor: "paytronix", type: "transaction", id: "148240240" }],
        orderRef: "ord-7001",
        store: { storeId: "0042" },
        businessDate: "2026-01-15",
        occurredAt: "2026-01-15T18:04:05.000Z",
      },
      changes: [
        { value: { kind: "points", code: "1", label: "Points Earned", quantity: "12" }, operation: "add" },
      ],
      balances: [
        {
          value: { kind: "points", code: "1", label: "Points", quantity: "120" },
          spendable: true,
          expiring: [],
        },
      ],
    },
    {
      member: { refs: [{ vendor: "punchh", type: "user", id: "111111111" }] },
      transaction: { transactionId: "ord-7003", occurredAt: "2026-01-15T17:01:00.000Z" },
      changes: [{ value: { kind: "visits", code: "visits", quantity: "1" }, operation: "add" }],
    },
  ],
});
