import type { Failure, MessageView, Operations } from "@spindlebus/bus/engine";
import { type World, messageId, nothing, time } from "./fake-world.ts";

/** One message, of which every failure is. */
export const fakeMessages = ({ failures }: World): Operations["messages"] => ({
  list: async () => ({ ...nothing, count: null, window: { from: null, to: time, complete: true } }),
  get: async (id) => (id === aMessage.id ? { ...aMessage, deliveries: failures.map(onItsRoute) } : undefined),
});

const onItsRoute = ({ id, route, state }: Failure): MessageView["deliveries"][number] => ({
  id,
  route,
  state,
  attempts: 1,
  generation: 0,
  settledAt: null,
  nextAttemptAt: null,
  vendorReference: null,
  reason: null,
  error: null,
  groupId: null,
  queuedAt: null,
  inDoubtSince: null,
  firstFailedAt: null,
  lastFailedAt: null,
  tries: [],
  history: [],
});

const aMessage: MessageView = {
  id: messageId,
  type: "order.completed.v1",
  source: "/pos/1",
  sourceId: "1",
  entityKey: "order-1",
  acceptedAt: time,
  traceparent: null,
  traceId: null,
  deliveries: [],
  causedBy: null,
  causes: [],
  begot: [],
};
