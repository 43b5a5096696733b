import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { Ext } from "../../values/ext.ts";
import { Member } from "../../values/member.ts";
import { Money } from "../../values/money.ts";
import { Store } from "../../values/store.ts";
import { Text } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";
import { GiftCard } from "./card.ts";
import { exampleCard, exampleHolder, usd } from "./examples.ts";

/** What is on a gift card now, or whether it can be used, is another than before. */
export const giftCardBalanceChanged = defineEvent({
  type: "giftcard.balance.changed.v1",
  summary:
    "What a gift card is now: its money and its status, also where it was blocked, closed or corrected.",
  data: z.strictObject({
    card: GiftCard.meta({ description: "The card as it is from then on." }),
    balance: Money.meta({ description: "What is on the card; zero where it was closed and paid out." }),
    member: Member.optional().meta({
      description: "The member to whom the card is registered, where it is.",
    }),
    store: Store.optional().meta({ description: "The store at which the change was made." }),
    reason: Text.optional().meta({
      description: "What the vendor calls the occasion, e.g. BLOCK or ADJUST_DECREMENT.",
    }),
    occurredAt: Instant.meta({
      description: "When the card was so; a newer state is told from an older one by it.",
    }),
    ext: Ext.optional(),
  }),
  entityKey: "card.giftCardId",
  entityVersion: "occurredAt",
  semantics: "state",
  subject: "member.memberId",
  owner: "loyalty",
  indexed: ["card.giftCardId"],
  examples: [
    {
      card: { ...exampleCard, status: "blocked", vendorStatus: "BLOCKED" },
      balance: usd(1098),
      member: exampleHolder,
      store: { storeId: "0042" },
      reason: "SUSPICIOUS_ACTIVITY",
      occurredAt: "2026-01-16T09:00:00.000Z",
      ext: { square: { gift_card_activity: { type: "BLOCK" } } },
    },
    {
      card: { giftCardId: "gftc:6cbacbb64cf54e2ca9f573d619038059" },
      balance: usd(0),
      occurredAt: "2026-01-16T09:00:00.000Z",
    },
  ],
});
