import type { Operation, Outcome } from "@spindlebus/bus/adapter";
import { loyaltyAdjust, type DataOf } from "@spindlebus/contracts";
import { key } from "./call.ts";
import { withTransaction } from "./marks.ts";
import { notPoints, readPoints, startPoints, wholePoints, type PointsCall } from "./points.ts";
import type { SquareSettings } from "./settings.ts";

type Adjust = DataOf<typeof loyaltyAdjust>;

/** Corrects points, up or down (`…/adjust`). */
export const adjustPoints: Operation<Adjust, SquareSettings> = {
  on: loyaltyAdjust,
  summary: "Corrects what a member has, up or down.",
  idempotency: "key",
  key,
  request: (command, context) => {
    const call = adjustment(command);
    return "kind" in call ? call : startPoints(command.member, call, context);
  },
  interpret: (response, command, context) => {
    const call = adjustment(command);
    return "kind" in call ? call : readPoints(response, command.member, call, context);
  },
};

function adjustment({ changes, transaction, allowNegative }: Adjust): PointsCall | Outcome {
  const points = wholePoints(changes.map(({ value }) => value));
  if (points === undefined || points === 0) return notPoints();
  const reason = withTransaction(transaction.reason, transaction.transactionId);
  return {
    path: "adjust",
    body: {
      adjust_points: { points, reason },
      ...(allowNegative !== undefined && { allow_negative_balance: allowNegative }),
    },
  };
}
