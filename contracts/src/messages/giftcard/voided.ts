import { z } from "zod";
import { ReversingTransaction } from "../loyalty/transaction.ts";
import { exampleCard, exampleHolder, exampleTransaction, usd } from "./examples.ts";
import { giftCardContract, giftCardEvent } from "./giftcard.ts";

/** An earlier move of a gift card's money was taken back. */
export const giftCardVoided = giftCardContract({
  type: "giftcard.voided.v1",
  summary: "An earlier activation, load, payment or refund of a gift card was taken back.",
  data: z.strictObject({
    ...giftCardEvent,
    transaction: ReversingTransaction,
    operation: z.enum(["activate", "load", "redeem", "refund"]).meta({
      description:
        "What was taken back: of a redeem the money is on the card again, of the others it is off it.",
    }),
  }),
  examples: [
    {
      card: exampleCard,
      transaction: {
        ...exampleTransaction("re_3SpindleExample1"),
        reverses: "ord-7001/gift",
        reason: "refund",
      },
      operation: "redeem",
      amount: usd(1402),
      balance: usd(2500),
      member: exampleHolder,
      ext: { paytronix: { pxAuthCode: "683291" } },
    },
    {
      card: { giftCardId: "gftc:6cbacbb64cf54e2ca9f573d619038059" },
      transaction: {
        transactionId: "gcact_2",
        reverses: "gcact_1",
        occurredAt: "2026-01-15T18:10:00.000Z",
      },
      operation: "load",
      amount: usd(2500),
    },
  ],
});
