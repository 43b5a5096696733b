import { translation, type Translation } from "@spindlebus/bus/adapter";
import { orderFulfillmentUpdated, orderUpdated } from "@spindlebus/contracts";
import { squareRef, storeOf } from "./canonical.ts";
import { fulfilmentStatus } from "./order-fulfilment.ts";
import type { SquareSettings } from "./settings.ts";
import type { ThinFulfillment, ThinOrder, Told } from "./vendor-event.ts";

type Settings = Pick<SquareSettings, "stores">;

/** What is known of an order from its webhook. The chain's id of it is in the order alone, so Square's stands for it. */
const thinly = ({ merchantId }: Told, order: ThinOrder, settings: Settings) => ({
  orderId: order.order_id,
  refs: [squareRef("order", order.order_id, merchantId)],
  version: order.version === undefined ? undefined : String(order.version),
  store: storeOf(order.location_id, settings),
  vendorStatus: order.state,
  partial: true as const,
  // order.created has no updated_at: it is the first state.
  updatedAt: order.updated_at ?? order.created_at,
});

/** That an order changed, whatever told it; readOrder makes it whole. */
export function thinOrder(told: Told, order: ThinOrder, settings: Settings): Translation {
  const data = { ...thinly(told, order, settings), placedAt: order.created_at };
  const { eventId, time } = told;
  return translation(orderUpdated, { eventId, data, time, entityversion: data.updatedAt });
}

/** Which handings over changed, and from what to what. */
export function thinFulfilment(told: Told, order: ThinFulfillment, settings: Settings): Translation {
  const known = thinly(told, order, settings);
  const data = {
    ...known,
    occurredAt: known.updatedAt,
    fulfilments: order.fulfillment_update.map(
      ({ fulfillment_uid: fulfilmentId, old_state: old, new_state: now }) => ({
        fulfilmentId,
        status: now === undefined ? undefined : fulfilmentStatus[now],
        previousStatus: old === undefined ? undefined : fulfilmentStatus[old],
        vendorStatus: now,
      }),
    ),
    ext: { square: { created_at: order.created_at } },
  };
  const { eventId, time } = told;
  return translation(orderFulfillmentUpdated, { eventId, data, time, entityversion: known.updatedAt });
}
