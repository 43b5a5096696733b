import { z } from "zod";
import { Ext } from "../../values/ext.ts";
import { Money } from "../../values/money.ts";
import { Quantity } from "../../values/quantity.ts";
import { Code, Id, Text } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";
import { personal } from "../../field-class.ts";
import { LoyaltyBalances } from "./balance.ts";
import { Member } from "../../values/member.ts";
import { pointsContract } from "./points.ts";
import { LoyaltyTransaction } from "./transaction.ts";

const ReceiptItem = z
  .strictObject({
    itemId: Id.optional().meta({ description: "The till's id of the item." }),
    name: Text.meta({ description: "What the receipt calls it." }),
    quantity: Quantity.meta({ description: "How many, or how much where it is sold by weight." }),
    amount: Money.optional().meta({ description: "Of the whole line, as the loyalty vendor was told." }),
    kind: Code.optional().meta({ description: "The vendor's letter for it: M item, D discount, P payment." }),
    categories: z.array(Id).max(20).optional().meta({ description: "Groups of the till, the widest first." }),
  })
  .meta({ id: "ReceiptItem", description: "A line of a receipt." });

const Receipt = z
  .strictObject({
    number: Id.optional().meta({ description: "The number on it; unique only in a store and a day." }),
    barcode: personal(Id)
      .optional()
      .meta({ description: "What is printed to be scanned; whoever has it can claim the visit." }),
    issuedAt: Instant.optional().meta({ description: "The time on the receipt." }),
    amount: Money.optional().meta({ description: "What counted for the programme." }),
    items: z
      .array(ReceiptItem)
      .max(500)
      .optional()
      .meta({ description: "Its lines, as far as the vendor tells." }),
  })
  .meta({ id: "Receipt", description: "The receipt by which a visit was recorded." });

/** A member came, whether or not it earned anything. */
export const loyaltyVisitRecorded = pointsContract({
  type: "loyalty.visit.recorded.v1",
  summary:
    "A member checked in at a store. What it earned loyalty.points.accrued says: this event changes no balance.",
  data: z.strictObject({
    member: Member.meta({ description: "Who came." }),
    transaction: LoyaltyTransaction,
    channel: Code.optional().meta({
      description: "By which way the visit was recorded, in the vendor's word.",
    }),
    approved: z
      .boolean()
      .optional()
      .meta({ description: "false: the vendor still checks it, or refused it." }),
    vendorStatus: Code.optional().meta({ description: "The vendor's own word for how far the check-in is." }),
    receipt: Receipt.optional().meta({
      description: "What the guest showed or the till sent; absent: a check-in without a sale.",
    }),
    balances: LoyaltyBalances.optional().meta({ description: "What the member has after it." }),
    ext: Ext.optional(),
  }),
  examples: [
    {
      member: {
        memberId: "mbr-1815",
        refs: [{ vendor: "punchh", type: "user", id: "111111111" }],
        status: "active",
      },
      transaction: {
        transactionId: "0d6c1a2e-0000-4000-8000-000000000001",
        refs: [{ vendor: "punchh", type: "content", id: "0d6c1a2e-0000-4000-8000-000000000001" }],
        orderRef: "ord-7003",
        store: { storeId: "123", refs: [{ vendor: "punchh", type: "location", id: "1617" }] },
        occurredAt: "2026-01-15T17:01:00.000Z",
      },
      channel: "online_order",
      approved: true,
      vendorStatus: "loyalty",
      receipt: {
        number: "1466",
        barcode: "811-1466-0115",
        issuedAt: "2026-01-15T17:00:48Z",
        amount: { amount: 2000, currency: "USD" },
        items: [
          {
            itemId: "659",
            name: "Burger",
            quantity: "2",
            amount: { amount: 1198, currency: "USD" },
            kind: "M",
            categories: ["506", "811"],
          },
        ],
      },
      balances: [{ value: { kind: "visits", code: "total_visits", quantity: "7" }, spendable: false }],
      ext: { punchh: { business_id: "7", menu_items: [{ serial_number: "1.0" }] } },
    },
    {
      member: { refs: [{ vendor: "paytronix", type: "card", id: "6000201000200841" }] },
      transaction: { transactionId: "px-evt-1", occurredAt: "2026-01-15T18:04:06.000Z" },
    },
  ],
});
