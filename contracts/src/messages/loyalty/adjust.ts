import { z } from "zod";
import { LoyaltyChanges } from "./change.ts";
import { exampleCommand, pointsCommand, pointsCommandContract } from "./points-command.ts";
import { AdjustingTransaction } from "./transaction.ts";

/** Correct what a member has. */
export const loyaltyAdjust = pointsCommandContract({
  type: "loyalty.adjust.v1",
  summary: "Correct what a member has, up or down, and say why.",
  data: z.strictObject({
    ...pointsCommand,
    transaction: AdjustingTransaction,
    changes: LoyaltyChanges.meta({ description: "What to add and to take; signed." }),
    allowNegative: z.boolean().optional().meta({
      description: "Whether the member may owe afterwards; absent: what the vendor does by itself.",
    }),
  }),
  examples: [
    {
      ...exampleCommand,
      transaction: {
        ...exampleCommand.transaction,
        transactionId: "adj-2201",
        reason: "Points promised by phone",
      },
      changes: [{ value: { kind: "points", code: "1", quantity: "-25" }, operation: "subtract" }],
      allowNegative: true,
      ext: { square: { source: "support desk" } },
    },
    {
      member: { memberId: "mbr-1906" },
      transaction: {
        transactionId: "adj-2202",
        occurredAt: "2026-01-15T20:10:00.000Z",
        reason: "missing visit",
      },
      changes: [{ value: { kind: "visits", code: "visits", quantity: "1" }, operation: "add" }],
    },
  ],
});
