import {
  applied,
  post,
  tellingRefusal,
  type Applied,
  type BatchContext,
  type BatchItem,
  type BatchOperation,
  type Fact,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { decimalOf, orderCompleted, type Order } from "@spindlebus/contracts";
import { guestKind, guestOf, paymentFactId } from "./guest.ts";
import { orderRefused } from "./refused.ts";
import type { BrazeSettings } from "./settings.ts";
import { readTracked } from "./tracked.ts";
import { maxObjects, paths } from "./vendor.ts";

type Items = readonly BatchItem<Order>[];

/** Every order is a custom event of its guest; many of them go in one request (`POST /users/track`). */
export const trackOrders: BatchOperation<Order, BrazeSettings> = {
  on: orderCompleted,
  summary: "Tells Braze of completed orders, as custom events of their guests, many in one request.",
  // Braze gives each event an id of its own, counts a repeated one twice, and shows none of them singly afterwards.
  idempotency: "none",
  lookUp:
    "In Braze, open the guest's profile and look at the custom events about that time; the order's id is among the event's properties.",
  batch: { max: maxObjects, within: "1s" },
  skip: (order) => (guestOf(order) === undefined ? "nobody knows whose order it was" : false),
  request: trackRequest,
  interpret: readTrackedOrders,
};

function trackRequest(items: Items, { settings }: BatchContext<BrazeSettings>): VendorRequest {
  return post(paths.track, { events: items.map(({ data }) => orderEvent(data, settings)) });
}

/** Property values are numbers, texts of at most 255 characters, and lists (…/objects_filters/event_object). */
const orderEvent = (order: Order, { orderEvent: name }: BrazeSettings) => ({
  external_id: guestOf(order),
  name,
  time: order.closedAt ?? order.placedAt,
  properties: {
    order_id: order.orderId,
    store_id: order.store.storeId,
    channel: order.channel,
    fulfilment: order.fulfilment?.type,
    total: Number(decimalOf(order.totals.total)),
    currency: order.totals.total.currency,
    item_ids: itemIds(order),
  },
});

/** What was ordered, without what was only added to it; a list of some hundred ids stays far below Braze's 50 KB. */
function itemIds({ lines }: Order): readonly string[] {
  const sold = lines.filter(({ kind, voided }) => !voided && (kind === "item" || kind === "combo"));
  return [...new Set(sold.map(({ item }) => item.id))].slice(0, 100);
}

function readTrackedOrders(
  response: VendorResponse,
  items: Items,
  { settings }: BatchContext<BrazeSettings>,
): readonly (Outcome | undefined)[] {
  const tracked = readTracked(response, { array: "events", count: items.length });
  return items.map(({ data, message }, index) => {
    const outcome = "kind" in tracked ? tracked : tracked[index];
    if (outcome === "accepted") return taken(data);
    const told = orderRefused(data, guestOf(data) ?? "", settings.orderEvent, { message, response });
    return outcome && tellingRefusal(outcome, told);
  });
}

/** Whose order it was is remembered, for the refund that names the order only. */
function taken(order: Order): Applied {
  const guest = guestOf(order) ?? "";
  const payments = (order.tenders ?? []).flatMap(({ paymentRef }) => paymentRef ?? []);
  const ids = new Set([order.orderId, ...payments.map(paymentFactId)]);
  const remember = [...ids].map((id): Fact => ({ kind: guestKind, id, vendorId: guest, facts: {} }));
  return applied({ remember });
}
