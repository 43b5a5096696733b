import { unchanged, type Operation } from "@spindlebus/bus/adapter";
import { orderCompleted, type Order } from "@spindlebus/contracts";
import { key } from "./call.ts";
import { locationOf, squareId } from "./canonical.ts";
import { recallMember } from "./loyalty-account.ts";
import { readPoints, startPoints, type PointsCall, type Telling } from "./points.ts";
import type { SquareSettings } from "./settings.ts";

/** Lets Square reckon the points of a completed order that the chain's own application took. */
export const accrueOrder: Operation<Order, SquareSettings> = {
  on: orderCompleted,
  summary: "Has Square give the points of a completed order of its own that came from one of accrueSources.",
  idempotency: "key",
  key,
  skip: (order, { settings }) => {
    if (squareId(order.refs, "order") === undefined) return "the order is of another vendor";
    if (!settings.accrueSources.includes(order.sourceName ?? ""))
      return "its source is none of accrueSources";
    const { memberId, refs } = memberOf(order);
    const known = memberId ?? squareId(refs, "loyalty_account") ?? squareId(refs, "customer");
    return known === undefined ? "guest order" : false;
  },
  recall: (order) => recallMember(memberOf(order)),
  request: (order, context) => {
    const first = startPoints(accumulation(order, context.settings), telling(order), context);
    return first.kind === "blocked" ? unchanged("the member is not known at Square") : first;
  },
  interpret: (response, order, context) =>
    readPoints(response, accumulation(order, context.settings), telling(order), context),
};

const memberOf = ({ loyalty, customer }: Order) => ({
  memberId: loyalty?.member.memberId ?? customer?.memberId,
  refs: [...(loyalty?.member.refs ?? []), ...(customer?.refs ?? [])],
});

/** Nobody asked for it by a command, so nobody is told that Square would not. */
const telling = (order: Order): Telling => ({
  asked: {
    member: memberOf(order),
    transaction: { transactionId: order.orderId, occurredAt: order.closedAt ?? order.placedAt },
  },
  failed: undefined,
});

const accumulation = (order: Order, settings: SquareSettings): PointsCall => ({
  path: "accumulate",
  body: {
    accumulate_points: { order_id: squareId(order.refs, "order") ?? "" },
    location_id: locationOf(order.store, settings),
  },
});
