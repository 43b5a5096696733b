import {
  blocked,
  rejected,
  tellingRefusal,
  type Fact,
  type InterpretContext,
  type Next,
  type Operation,
  type OperationContext,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { loyaltyReverse, loyaltyReverseFailed } from "@spindlebus/contracts";
import { key, read, recallOrder } from "./call.ts";
import { squareId } from "./canonical.ts";
import { skipOthers } from "./loyalty-account.ts";
import { changed, notPoints, recallAccrual, wholePoints } from "./points.ts";
import { pointsRefused } from "./refused.ts";
import { readEvents, searchEvents } from "./reverse-order.ts";
import { readReward } from "./reverse-reward.ts";
import { takeBack, type Reverse } from "./reversal.ts";
import { recallReward, rewardPath } from "./reward.ts";
import type { SquareSettings } from "./settings.ts";

type Context = OperationContext<SquareSettings>;

/**
 * Takes back what an earlier transaction gave or took: an unused reward is deleted, which gives its points back; all else is
 * corrected by `…/adjust`. What it was the bus remembers; of an order that earned its points at a till the ledger tells.
 */
export const reverse: Operation<Reverse, SquareSettings> = {
  on: loyaltyReverse,
  summary: "Takes back the points that an order gave, or gives back those that a reward took.",
  idempotency: "key",
  key,
  skip: skipOthers,
  recall: ({ transaction: { reverses, orderRef = reverses, refs } }) => ({
    reward: recallReward(reverses),
    accrual: recallAccrual([reverses], "accruePoints", reverses),
    orderAccrual: recallAccrual([orderRef], "accrueOrder", orderRef),
    ...recallOrder({ orderId: orderRef, refs }, true),
  }),
  request: (command, context) =>
    tellingRefusal(firstRequest(command, context), pointsRefused(loyaltyReverseFailed, command, context)),
  interpret: (response, command, context) =>
    tellingRefusal(
      readStep(response, command, context),
      pointsRefused(loyaltyReverseFailed, command, context, response),
    ),
};

/** What is to be taken back: a reward, points that were given, or whatever an order earned. */
type Target =
  | { readonly kind: "reward"; readonly id: string }
  | { readonly kind: "points"; readonly account: string; readonly points: number }
  | { readonly kind: "order"; readonly id: string };

function targetOf(
  { transaction: { refs } }: Reverse,
  { recalled }: Pick<Context, "recalled">,
): Target | undefined {
  const reward = squareId(refs, "reward") ?? recalled["reward"]?.vendorId;
  if (reward !== undefined) return { kind: "reward", id: reward };
  const given = pointsGiven(recalled["accrual"] ?? recalled["orderAccrual"]);
  if (given !== undefined) return { kind: "points", ...given };
  const order = squareId(refs, "order") ?? recalled["order"]?.vendorId;
  return order === undefined ? undefined : { kind: "order", id: order };
}

function pointsGiven(
  fact: Fact | undefined,
): { readonly account: string; readonly points: number } | undefined {
  const { account, points } = fact?.facts ?? {};
  return typeof account === "string" && typeof points === "number" ? { account, points } : undefined;
}

function firstRequest(command: Reverse, context: Context): VendorRequest | Outcome {
  if (command.values !== undefined && wholePoints(command.values) === undefined) return notPoints();
  const target = targetOf(command, context);
  switch (target?.kind) {
    case "reward":
      return read(rewardPath(target.id), context);
    case "points":
      return takeBack(command, { account: target.account, given: target.points }, context);
    case "order":
      return searchEvents(target.id, undefined, context);
    case undefined:
    default:
      return command.transaction.refs === undefined
        ? rejected(
            "transaction_not_found",
            "This connection gave or took nothing by the transaction that is to be reversed.",
          )
        : blocked("transaction_unknown", "No ref names an order or a reward at Square: mend the message.");
  }
}

function readStep(
  response: VendorResponse,
  command: Reverse,
  context: InterpretContext<SquareSettings>,
): Outcome | Next {
  const target = targetOf(command, context);
  if (target?.kind === "reward") return readReward(response, command, context);
  if (target?.kind === "order") return readEvents(response, command, target.id, context);
  return changed(response, { path: "adjust" }, command.transaction.transactionId);
}
