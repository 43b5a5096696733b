import { emission, type Emission, type Json } from "@spindlebus/bus/adapter";
import { orderAccepted, orderCancelled, orderCompleted, orderReady } from "@spindlebus/contracts";
import { cancellationOf } from "./marks.ts";
import type { WholeOrder } from "./order.ts";

/** How far an order can be, up to its end; nothing goes back. */
const way: readonly unknown[] = ["pending", "in_preparation", "ready"];

/**
 * The steps that an order has gone since it was last read, `before` being how far it was then: each is told once, however many
 * webhooks tell of the order. One that ended in the meantime tells its end alone.
 */
export function stepsOf(order: WholeOrder, before: Json | undefined): readonly Emission[] {
  const { status } = order;
  if (status === before) return [];
  if (status === "completed") return [completed(order)];
  if (status === "cancelled") return [cancelled(order)];
  const [was, is] = [way.indexOf(before), way.indexOf(status)];
  const passed = (step: string): boolean => was < way.indexOf(step) && way.indexOf(step) <= is;
  return [...(passed("in_preparation") ? [accepted(order)] : []), ...(passed("ready") ? [ready(order)] : [])];
}

/** What every step says; Square does not say when it was but for the end. */
function stepOf(order: WholeOrder) {
  const { orderId, refs, version, store, customer, status, vendorStatus } = order;
  const occurredAt = order.closedAt ?? order.updatedAt;
  return { orderId, refs, version, store, customer, status, vendorStatus, occurredAt };
}

function accepted(order: WholeOrder): Emission {
  const step = { ...stepOf(order), promisedAt: order.fulfilment?.promisedAt };
  return emission(orderAccepted, step, { time: step.occurredAt });
}

function ready(order: WholeOrder): Emission {
  const step = { ...stepOf(order), fulfilment: order.fulfilment };
  return emission(orderReady, step, { time: step.occurredAt });
}

function cancelled(order: WholeOrder): Emission {
  const step = { ...stepOf(order), ...cancellationOf(order) };
  return emission(orderCancelled, step, { time: step.occurredAt });
}

const completed = (order: WholeOrder): Emission =>
  emission(orderCompleted, order, {
    time: order.closedAt ?? order.updatedAt,
    entityversion: order.updatedAt,
  });
