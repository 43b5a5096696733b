import { defineEvent, Order, orderCompleted, Text } from "@spindlebus/contracts";

const { upcasts: _none, deprecated: _old, ...before } = orderCompleted;

/** An order says who sold it, for people: the name that was `sourceName`. */
export const orderCompletedV2 = defineEvent({
  ...before,
  type: "order.completed.v2",
  data: Order.omit({ sourceName: true }).extend({ soldBy: Text.optional() }),
  upcasts: {
    from: orderCompleted,
    data: ({ sourceName, ...order }) => ({ ...order, ...(sourceName && { soldBy: sourceName }) }),
  },
});
