import {
  blocked,
  rejected,
  type Operation,
  type OperationContext,
  type Outcome,
} from "@spindlebus/bus/adapter";
import { loyaltyAccrue, loyaltyAccrueFailed, type DataOf } from "@spindlebus/contracts";
import { key, recallOrder } from "./call.ts";
import { locationOf, squareId } from "./canonical.ts";
import { recallMember, skipOthers } from "./loyalty-account.ts";
import { notPoints, readPoints, startPoints, wholePoints, type PointsCall, type Telling } from "./points.ts";
import type { SquareSettings } from "./settings.ts";

type Accrue = DataOf<typeof loyaltyAccrue>;
type Context = Pick<OperationContext<SquareSettings>, "settings" | "recalled">;

/** Gives points: so many, or what Square reckons from its order (`…/accumulate`). */
export const accruePoints: Operation<Accrue, SquareSettings> = {
  on: loyaltyAccrue,
  summary: "Gives a member points: so many, or what Square reckons from an order of its own.",
  idempotency: "key",
  key,
  skip: skipOthers,
  recall: ({ member, values, transaction: { orderRef, refs } }) => ({
    ...recallMember(member),
    ...(values === undefined && orderRef !== undefined && recallOrder({ orderId: orderRef, refs })),
  }),
  request: (command, context) => startPoints(accumulation(command, context), telling(command), context),
  interpret: (response, command, context) =>
    readPoints(response, accumulation(command, context), telling(command), context),
};

const telling = (asked: Accrue): Telling => ({ asked, failed: loyaltyAccrueFailed });

function accumulation(
  { values, transaction }: Accrue,
  { settings, recalled }: Context,
): PointsCall | Outcome {
  if (!transaction.store)
    return blocked("no_store", "Square gives points at a location: mend the message, it names no store.");
  const location_id = locationOf(transaction.store, settings);
  if (values === undefined) {
    const order_id = squareId(transaction.refs, "order") ?? recalled["order"]?.vendorId;
    return order_id === undefined
      ? rejected("no_order", "Square reckons points from its own orders only, and this names none.")
      : { path: "accumulate", body: { accumulate_points: { order_id }, location_id } };
  }
  const points = wholePoints(values);
  return points === undefined
    ? notPoints()
    : { path: "accumulate", body: { accumulate_points: { points }, location_id } };
}
