import { rejected, type OperationContext, type Outcome, type VendorRequest } from "@spindlebus/bus/adapter";
import type { DataOf, loyaltyReverse } from "@spindlebus/contracts";
import { changeAccount } from "./call.ts";
import { withMark } from "./marks.ts";
import { wholePoints } from "./points.ts";
import type { SquareSettings } from "./settings.ts";

/** The command that takes back. */
export type Reverse = DataOf<typeof loyaltyReverse>;

/** What an account was given; negative: what was taken from it. */
export type Given = { readonly account: string; readonly given: number };

/** Corrects an account by what it was given, or by so much of it as the command wants. */
export function takeBack(
  { values, transaction: { reason, transactionId, reverses } }: Reverse,
  { account, given }: Given,
  { settings }: Pick<OperationContext<SquareSettings>, "settings">,
): VendorRequest | Outcome {
  const wanted = values === undefined ? Math.abs(given) : (wholePoints(values) ?? 0);
  if (wanted > Math.abs(given))
    return rejected(
      "not_so_much",
      `The transaction moved ${Math.abs(given)} points, and ${wanted} are to be taken back.`,
    );
  if (wanted === 0) return rejected("transaction_not_found", "The transaction moved no points.");
  const body = {
    adjust_points: {
      points: given > 0 ? -wanted : wanted,
      reason: withMark(reason ?? "Reversal", { id: transactionId, reverses }, 500),
    },
    ...(given > 0 && { allow_negative_balance: settings.reverseBelowZero }),
  };
  return changeAccount(account, "adjust", body, { settings });
}
