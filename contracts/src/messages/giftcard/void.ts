import { z } from "zod";
import { ReversingTransaction } from "../loyalty/transaction.ts";
import { MovedMoney } from "./amount.ts";
import { exampleCardToUse, exampleHolder, exampleTransaction, usd } from "./examples.ts";
import { giftCardCommand, giftCardCommandContract } from "./giftcard.ts";

/** Take an earlier move of a gift card's money back. */
export const giftCardVoid = giftCardCommandContract({
  type: "giftcard.void.v1",
  summary: "Take an earlier activation, load, payment or refund of a gift card back.",
  data: z.strictObject({
    ...giftCardCommand,
    transaction: ReversingTransaction,
    amount: MovedMoney.optional().meta({
      description: "How much of it, positive; absent: all. Some vendors can only take back all.",
    }),
  }),
  examples: [
    {
      card: exampleCardToUse,
      transaction: { ...exampleTransaction("rf-7001-1"), reverses: "ord-7001/gift", reason: "refund" },
      amount: usd(500),
      member: exampleHolder,
      ext: { paytronix: { previousPosTransactionId: "ord-7001" } },
    },
    {
      card: { giftCardId: "gc-4712" },
      transaction: {
        transactionId: "rf-7003-1",
        reverses: "ord-7003/gift",
        occurredAt: "2026-01-15T18:10:00.000Z",
      },
    },
  ],
});
