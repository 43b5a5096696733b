import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { Ext } from "../../values/ext.ts";
import { KnownMember } from "../../values/member.ts";
import { Store } from "../../values/store.ts";
import { Id, Text } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";
import { LoyaltyBalances } from "./balance.ts";

/** What a member has now; from vendors that say no more than that, and where nothing was gained or lost. */
export const loyaltyBalanceChanged = defineEvent({
  type: "loyalty.balance.changed.v1",
  summary: "What a member has now, where the vendor says balances and not what changed them.",
  data: z.strictObject({
    member: KnownMember.meta({ description: "Whose balances they are." }),
    balances: LoyaltyBalances.min(1).meta({
      description: "What the member has; a balance that is missing is unchanged, not zero.",
    }),
    orderRef: Id.optional().meta({ description: "The orderId of the order after which it was told." }),
    store: Store.optional().meta({ description: "The store at which the change was made." }),
    reason: Text.optional().meta({ description: "What the vendor calls the occasion, e.g. Add/Redeem." }),
    occurredAt: Instant.meta({
      description: "When the balances were so; a newer state is told from an older one by it.",
    }),
    ext: Ext.optional(),
  }),
  entityKey: "member.memberId",
  entityVersion: "occurredAt",
  semantics: "state",
  subject: "member.memberId",
  owner: "loyalty",
  indexed: ["member.memberId", "orderRef"],
  examples: [
    {
      member: {
        memberId: "15173695",
        refs: [
          { vendor: "paytronix", type: "account", id: "15173695" },
          { vendor: "paytronix", type: "card", id: "6000201000200841" },
        ],
        tier: { code: "2", name: "Gold" },
        status: "active",
      },
      balances: [
        {
          value: { kind: "points", code: "1", label: "Points", quantity: "120.5" },
          spendable: true,
          expiring: [{ quantity: "20", date: "2026-03-31" }],
        },
        { value: { kind: "visits", code: "2", label: "Visits", quantity: "7" }, spendable: false },
        {
          value: { kind: "currency", code: "3", label: "Stored value", quantity: "25.00", currency: "USD" },
          spendable: true,
        },
      ],
      orderRef: "ord-7001",
      store: { storeId: "0042", name: "Main St" },
      reason: "Add/Redeem",
      occurredAt: "2026-01-15T18:04:06.000Z",
      ext: { paytronix: { email_opt_in: true, flat_wallets_info: "…", wallets_info: "…" } },
    },
    {
      member: { memberId: "mbr-1906" },
      balances: [{ value: { kind: "points", code: "points", quantity: "-5" } }],
      occurredAt: "2026-01-15T18:04:06.000Z",
    },
  ],
});
