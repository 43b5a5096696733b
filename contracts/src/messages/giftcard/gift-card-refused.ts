import { z } from "zod";
import { Member } from "../../values/member.ts";
import { Money } from "../../values/money.ts";
import { refused } from "../../values/refused.ts";
import { LoyaltyTransaction } from "../loyalty/transaction.ts";
import { GiftCard } from "./card.ts";
import { exampleCard, exampleHolder, exampleTransaction, usd } from "./examples.ts";
import { giftCardContract } from "./giftcard.ts";

/** A command about a gift card that the vendor refused: no money moved. */
export const giftCardRefused = (
  command: "activate" | "load" | "redeem" | "refund" | "void",
  summary: string,
) =>
  giftCardContract({
    type: `giftcard.${command}_failed.v1`,
    summary,
    data: z.strictObject({
      ...refused,
      card: GiftCard.meta({ description: "The card, without the proof of holding it." }),
      transaction: LoyaltyTransaction.meta({
        description: "The transaction of the command, by which it is found.",
      }),
      balance: Money.optional().meta({ description: "What is on the card, where the vendor says it." }),
      member: Member.optional().meta({
        description: "The member to whom the card is registered, where it is.",
      }),
    }),
    examples: [
      {
        card: exampleCard,
        transaction: {
          ...exampleTransaction("ord-7001/gift"),
          ...(command === "void" && { reverses: "ord-6999/gift" }),
        },
        reason: "not_enough",
        error: {
          vendorCode: "denied",
          vendorSubcode: "301",
          message: "Insufficient balance",
          retryable: false,
        },
        balance: usd(110),
        member: exampleHolder,
        occurredAt: "2026-01-15T18:04:06.000Z",
        ext: { paytronix: { result: "denied" } },
      },
      {
        card: { giftCardId: "gftc:6cbacbb64cf54e2ca9f573d619038059" },
        transaction: { transactionId: "gc-move-1", occurredAt: "2026-01-15T18:04:05.000Z" },
        reason: "inactive",
        occurredAt: "2026-01-15T18:04:06.000Z",
      },
    ],
  });
