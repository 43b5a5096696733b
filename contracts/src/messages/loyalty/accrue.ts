import { z } from "zod";
import { Money } from "../../values/money.ts";
import { LoyaltyValues } from "./change.ts";
import { exampleCommand, pointsCommand, pointsCommandContract } from "./points-command.ts";

/** Give a member what it earned. */
export const loyaltyAccrue = pointsCommandContract({
  type: "loyalty.accrue.v1",
  summary:
    "Give a member points, visits or another value: so many, or what the vendor reckons from an amount or an order.",
  data: z
    .strictObject({
      ...pointsCommand,
      values: LoyaltyValues.optional().meta({ description: "What to add; absent: the vendor reckons it." }),
      spend: Money.optional().meta({
        description:
          "What the guest paid that counts: net of discounts, without tax and tip. The vendor reckons from it.",
      }),
    })
    .refine(
      ({ values, spend, transaction }) =>
        values !== undefined || spend !== undefined || transaction.orderRef !== undefined,
      { error: "an accrual needs values, or a spend or an orderRef from which the vendor reckons them" },
    ),
  examples: [
    {
      ...exampleCommand,
      values: [{ kind: "points", code: "1", label: "Points", quantity: "12" }],
      spend: { amount: 1298, currency: "USD" },
    },
    {
      member: { memberId: "mbr-1906" },
      transaction: {
        transactionId: "ord-7003",
        orderRef: "ord-7003",
        occurredAt: "2026-01-15T18:04:05.000Z",
      },
    },
  ],
});
