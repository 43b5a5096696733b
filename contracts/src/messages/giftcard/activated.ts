import { z } from "zod";
import { MovedMoney } from "./amount.ts";
import { exampleCard, exampleHolder, exampleTransaction, usd } from "./examples.ts";
import { giftCardContract, giftCardEvent } from "./giftcard.ts";

/** A gift card was sold or given away, and can be used from now on. */
export const giftCardActivated = giftCardContract({
  type: "giftcard.activated.v1",
  summary: "A gift card was sold or given away and can be used.",
  data: z.strictObject({
    ...giftCardEvent,
    amount: MovedMoney.optional().meta({
      description: "What was put on it at once; absent: giftcard.loaded says it.",
    }),
  }),
  examples: [
    {
      card: exampleCard,
      transaction: exampleTransaction("ord-7001/gift"),
      amount: usd(2500),
      balance: usd(2500),
      member: exampleHolder,
      ext: { paytronix: { svPreviousBalance: "0.00" } },
    },
    {
      card: { giftCardId: "gftc:6cbacbb64cf54e2ca9f573d619038059" },
      transaction: { transactionId: "gcact_1", occurredAt: "2026-01-15T18:04:05.000Z" },
    },
  ],
});
