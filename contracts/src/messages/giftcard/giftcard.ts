import { defineCommand, defineEvent, type Contract, type ContractDefinition } from "../../define.ts";
import { Ext } from "../../values/ext.ts";
import { Member } from "../../values/member.ts";
import { Money } from "../../values/money.ts";
import { LoyaltyTransaction } from "../loyalty/transaction.ts";
import { MovedMoney } from "./amount.ts";
import { GiftCard, GiftCardToUse } from "./card.ts";

/** What every event about a gift card's money says. */
export const giftCardEvent = {
  card: GiftCard.meta({ description: "The card whose money moved, as it is after it." }),
  transaction: LoyaltyTransaction.meta({ description: "What moved it: a sale, a payment, a refund." }),
  amount: MovedMoney.meta({
    description: "What moved, positive; the type says whether onto the card or off it.",
  }),
  balance: Money.optional().meta({ description: "What is on the card after it." }),
  member: Member.optional().meta({ description: "The member to whom the card is registered, where it is." }),
  ext: Ext.optional(),
};

/** What every command about a gift card's money says. */
export const giftCardCommand = {
  card: GiftCardToUse.meta({ description: "The card to use, and the proof of holding it." }),
  transaction: LoyaltyTransaction.meta({
    description: "What is behind it; asking twice with one transactionId moves the money once.",
  }),
  member: Member.optional().meta({ description: "The member to whom the card is registered, where it is." }),
  ext: Ext.optional(),
};

type Told<Data> = Pick<ContractDefinition<Data>, "type" | "summary" | "data" | "examples">;

const moved = {
  entityKey: "card.giftCardId",
  semantics: "delta",
  subject: "member.memberId",
  owner: "loyalty",
  indexed: ["card.giftCardId", "transaction.transactionId", "transaction.orderRef"],
} as const;

/** An event that tells of money that moved onto a gift card or off it. */
export const giftCardContract = <Data>(told: Told<Data>): Contract<Data> =>
  defineEvent({ ...told, ...moved });

/** A command that shall move money onto a gift card or off it. */
export const giftCardCommandContract = <Data>(told: Told<Data>): Contract<Data> =>
  defineCommand({ ...told, ...moved });
