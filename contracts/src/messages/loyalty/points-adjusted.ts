import { z } from "zod";
import { AdjustingTransaction } from "./transaction.ts";
import { pointsContract, pointsEvent } from "./points.ts";

/** Somebody corrected what a member has; no purchase was behind it. */
export const loyaltyPointsAdjusted = pointsContract({
  type: "loyalty.points.adjusted.v1",
  summary: "What a member has was corrected by hand or by a rule, up or down, without a purchase.",
  data: z.strictObject({
    ...pointsEvent,
    transaction: AdjustingTransaction,
  }),
  examples: [
    {
      member: {
        memberId: "mbr-1815",
        refs: [{ vendor: "square", type: "loyalty_account", id: "5adcb100-07f1-4ee7-b8c6-6bb9ebc474bd" }],
        programCode: "d619f755-2d17-41f3-990d-c04ecedd64dd",
        status: "active",
      },
      transaction: {
        transactionId: "adj-2201",
        refs: [{ vendor: "square", type: "loyalty_event", id: "36ff3f22-1e77-4b5c-8b5e-ad6c4f6b3c10" }],
        orderRef: "ord-7001",
        store: { storeId: "0042" },
        businessDate: "2026-01-15",
        occurredAt: "2026-01-15T20:00:00.000Z",
        reason: "Points promised by phone",
      },
      changes: [
        { value: { kind: "points", code: "points", label: "Stars", quantity: "-25" }, operation: "subtract" },
      ],
      balances: [
        { value: { kind: "points", code: "points", label: "Stars", quantity: "-5" }, spendable: true },
      ],
      ext: { square: { source: "SQUARE" } },
    },
    {
      member: { memberId: "mbr-1906" },
      transaction: {
        transactionId: "adj-2202",
        occurredAt: "2026-01-15T20:10:00.000Z",
        reason: "not said",
      },
      changes: [{ value: { kind: "visits", code: "visits", quantity: "1" }, operation: "add" }],
    },
  ],
});
