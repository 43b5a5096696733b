import { z } from "zod";
import { Party } from "../../values/party.ts";
import { MovedMoney } from "./amount.ts";
import { exampleCardToUse, exampleHolder, exampleTransaction, usd } from "./examples.ts";
import { giftCardCommand, giftCardCommandContract } from "./giftcard.ts";

/** Make a gift card usable, with money on it or without. */
export const giftCardActivate = giftCardCommandContract({
  type: "giftcard.activate.v1",
  summary: "Make a gift card usable, and put its first money on it.",
  data: z.strictObject({
    ...giftCardCommand,
    amount: MovedMoney.optional().meta({
      description: "What to put on it at once, positive; absent: nothing.",
    }),
    recipient: Party.optional().meta({ description: "Who gets it, for a digital card: by email or phone." }),
  }),
  examples: [
    {
      card: exampleCardToUse,
      transaction: exampleTransaction("ord-7001/gift"),
      amount: usd(2500),
      recipient: { email: "grace@example.com", givenName: "Grace" },
      member: exampleHolder,
      ext: { paytronix: { autoActivateCard: true } },
    },
    {
      card: { giftCardId: "gc-4712" },
      transaction: { transactionId: "ord-7003/gift", occurredAt: "2026-01-15T18:04:05.000Z" },
    },
  ],
});
