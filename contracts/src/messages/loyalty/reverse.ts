import { z } from "zod";
import { LoyaltyValues } from "./change.ts";
import { exampleCommand, pointsCommand, pointsCommandContract } from "./points-command.ts";
import { ReversingTransaction } from "./transaction.ts";

/** Take back what an earlier transaction gave or took. */
export const loyaltyReverse = pointsCommandContract({
  type: "loyalty.reverse.v1",
  summary: "Take back, in all or in part, what an earlier transaction gave a member or took from it.",
  data: z.strictObject({
    ...pointsCommand,
    transaction: ReversingTransaction,
    values: LoyaltyValues.optional().meta({
      description: "How much of it, positive; absent: all. Some vendors can only take back all.",
    }),
  }),
  examples: [
    {
      ...exampleCommand,
      transaction: {
        ...exampleCommand.transaction,
        transactionId: "rf-7001-1",
        refs: [{ vendor: "paytronix", type: "transaction", id: "148240240" }],
        reverses: "ord-7001",
        reason: "refund",
      },
      values: [{ kind: "points", code: "1", quantity: "5" }],
    },
    {
      member: { memberId: "mbr-1906" },
      transaction: {
        transactionId: "rf-7003-1",
        reverses: "ord-7003",
        occurredAt: "2026-01-15T20:10:00.000Z",
      },
    },
  ],
});
