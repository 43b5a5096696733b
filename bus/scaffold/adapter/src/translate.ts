import { translation, type Translation } from "@spindlebus/bus/adapter";
import { orderAccepted } from "@spindlebus/contracts";
import type { EventBody } from "./vendor.ts";

/** From an event of Acme to canonical messages; none where it says nothing that a canonical message says. */
export function translate({
  id,
  type,
  occurred_at: time,
  order_id: orderId,
}: EventBody): readonly Translation[] {
  if (type !== "order.accepted" || !orderId) return [];
  return [
    translation(orderAccepted, {
      eventId: id,
      data: { orderId, occurredAt: time },
      time,
      subject: `order/${orderId}`,
      vendoreventtype: type,
    }),
  ];
}
