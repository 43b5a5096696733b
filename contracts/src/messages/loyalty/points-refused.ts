import { z } from "zod";
import { Member } from "../../values/member.ts";
import { refused } from "../../values/refused.ts";
import { LoyaltyBalances } from "./balance.ts";
import { exampleCommand } from "./points-command.ts";
import { pointsContract } from "./points.ts";
import { LoyaltyTransaction } from "./transaction.ts";

/** A command about balances that the vendor refused: none of them changed. */
export const pointsRefused = (command: "accrue" | "redeem" | "adjust" | "reverse", summary: string) =>
  pointsContract({
    type: `loyalty.${command}_failed.v1`,
    summary,
    data: z.strictObject({
      ...refused,
      member: Member.meta({ description: "Whose balances were to be changed." }),
      transaction: LoyaltyTransaction.meta({
        description: "The transaction of the command, by which it is found.",
      }),
      balances: LoyaltyBalances.optional().meta({
        description: "What the member has, where the vendor says it.",
      }),
    }),
    examples: [
      {
        member: exampleCommand.member,
        transaction: {
          ...exampleCommand.transaction,
          ...(command === "reverse" && { reverses: "ord-6999" }),
        },
        reason: "not_enough",
        error: {
          vendorCode: "denied",
          vendorSubcode: "301",
          message: "Insufficient balance",
          retryable: false,
        },
        balances: [
          { value: { kind: "reward", code: "863", label: "Free Coffee", quantity: "0" }, spendable: true },
        ],
        occurredAt: "2026-01-15T18:04:06.000Z",
        ext: { paytronix: { result: "denied" } },
      },
      {
        member: { memberId: "mbr-1906" },
        transaction: { transactionId: "ord-7003", occurredAt: "2026-01-15T18:04:05.000Z" },
        reason: "other",
        occurredAt: "2026-01-15T18:04:06.000Z",
      },
    ],
  });
