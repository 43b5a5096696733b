import type { Operation, Outcome } from "@spindlebus/bus/adapter";
import { loyaltyAdjust, loyaltyAdjustFailed, type DataOf } from "@spindlebus/contracts";
import { key } from "./call.ts";
import { recallMember, skipOthers } from "./loyalty-account.ts";
import { withMark } from "./marks.ts";
import { notPoints, readPoints, startPoints, wholePoints, type PointsCall, type Telling } from "./points.ts";
import type { SquareSettings } from "./settings.ts";

type Adjust = DataOf<typeof loyaltyAdjust>;

/** Corrects points, up or down (`…/adjust`). */
export const adjustPoints: Operation<Adjust, SquareSettings> = {
  on: loyaltyAdjust,
  summary: "Corrects what a member has, up or down.",
  idempotency: "key",
  key,
  skip: skipOthers,
  recall: ({ member }) => recallMember(member),
  request: (command, context) => startPoints(adjustment(command), telling(command), context),
  interpret: (response, command, context) =>
    readPoints(response, adjustment(command), telling(command), context),
};

const telling = (asked: Adjust): Telling => ({ asked, failed: loyaltyAdjustFailed });

function adjustment({ changes, transaction, allowNegative }: Adjust): PointsCall | Outcome {
  const points = wholePoints(changes.map(({ value }) => value));
  if (points === undefined || points === 0) return notPoints();
  const reason = withMark(transaction.reason, { id: transaction.transactionId }, mostReason);
  return {
    path: "adjust",
    body: {
      adjust_points: { points, reason },
      ...(allowNegative !== undefined && { allow_negative_balance: allowNegative }),
    },
  };
}

/** Square takes more of a reason; so much of it comes back in a message. */
const mostReason = 500;
