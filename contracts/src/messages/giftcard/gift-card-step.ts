import { z } from "zod";
import { MovedMoney } from "./amount.ts";
import { exampleCard, exampleCardToUse, exampleHolder, exampleTransaction, usd } from "./examples.ts";
import { giftCardCommand, giftCardCommandContract, giftCardContract, giftCardEvent } from "./giftcard.ts";

type Step = { readonly type: string; readonly summary: string };

const minimal = { giftCardId: "gftc:6cbacbb64cf54e2ca9f573d619038059" };
const occurredAt = "2026-01-15T18:04:05.000Z";

/** A move of money of which there is nothing more to say than how much. */
export const giftCardStep = ({ type, summary }: Step) =>
  giftCardContract({
    type,
    summary,
    data: z.strictObject(giftCardEvent),
    examples: [
      {
        card: exampleCard,
        transaction: exampleTransaction("ord-7001/gift"),
        amount: usd(2500),
        balance: usd(2500),
        member: exampleHolder,
        ext: { paytronix: { svPreviousBalance: "0.00" } },
      },
      { card: minimal, transaction: { transactionId: "gcact_1", occurredAt }, amount: usd(2500) },
    ],
  });

/** A command to move money of which there is nothing more to say than how much. */
export const giftCardMoveCommand = ({ type, summary }: Step) =>
  giftCardCommandContract({
    type,
    summary,
    data: z.strictObject({
      ...giftCardCommand,
      amount: MovedMoney.meta({ description: "How much, positive; never more than this is moved." }),
    }),
    examples: [
      {
        card: exampleCardToUse,
        transaction: exampleTransaction("ord-7001/gift"),
        amount: usd(2500),
        member: exampleHolder,
        ext: { paytronix: { autoActivateCard: true } },
      },
      { card: minimal, transaction: { transactionId: "gc-move-1", occurredAt }, amount: usd(2500) },
    ],
  });
