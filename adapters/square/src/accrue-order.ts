import type { Operation } from "@spindlebus/bus/adapter";
import { orderCompleted, type Order } from "@spindlebus/contracts";
import { key } from "./call.ts";
import { locationOf, squareId } from "./canonical.ts";
import { accountOf } from "./loyalty-account.ts";
import { readPoints, startPoints, type PointsCall } from "./points.ts";
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
    const { refs } = memberOf(order);
    const known = accountOf({ refs }) ?? squareId(refs, "customer");
    return known === undefined ? "guest order" : false;
  },
  request: (order, context) => startPoints(memberOf(order), accumulation(order, context.settings), context),
  interpret: (response, order, context) =>
    readPoints(response, memberOf(order), accumulation(order, context.settings), context),
};

const memberOf = ({ loyalty, customer }: Order) => ({
  refs: [...(loyalty?.member.refs ?? []), ...(customer?.refs ?? [])],
});

const accumulation = (order: Order, settings: SquareSettings): PointsCall => ({
  path: "accumulate",
  body: {
    accumulate_points: { order_id: squareId(order.refs, "order") ?? "" },
    location_id: locationOf(order.store, settings),
  },
});
