import { translation, type Translation } from "@spindlebus/bus/adapter";
import {
  menuItemAvailabilityChanged,
  orderAccepted,
  orderCancelled,
  orderCompleted,
  orderRefunded,
  orderRejected,
  orderUpdated,
} from "@spindlebus/contracts";
import type { OrderEvent, StockEvent, ToastEvent } from "./events.ts";
import { plainDecimal } from "./exact.ts";
import { itemIdOf } from "./items.ts";
import { canonicalOrder, isCancelled, isCompleted, orderHead, storeOf, type Told } from "./order.ts";
import { refundsOf } from "./refunds.ts";
import type { ToastSettings } from "./settings.ts";
import type { ToastOrder } from "./vendor.ts";
import { instantOf } from "./vendor-time.ts";

type Context = { readonly settings: ToastSettings };

/**
 * From an event of Toast to canonical messages. Toast sends the whole order at every change: each is an `order.updated`
 * of its own, with the event's GUID as its id. A step of an order is one message however many events show it, so its id is
 * the order's GUID and the step; else a tip that is entered after the bill was closed would complete the order twice.
 */
// oxlint-disable-next-line typescript/consistent-return -- every case returns, and the compiler sees to it that every case is there
export function translate(event: ToastEvent, { settings }: Context): readonly Translation[] {
  switch (event.category) {
    case "order":
      return orderMessages(event, settings);
    case "stock":
      return stockMessages(event, settings);
    case "other":
      return [];
  }
}

function orderMessages(event: OrderEvent, settings: ToastSettings): readonly Translation[] {
  const { restaurantGuid: restaurant, order } = event.details;
  const told = { restaurant, at: event.timestamp, settings };
  const whole = canonicalOrder(order, told);
  const known = {
    subject: `order/${whole.orderId}`,
    vendoreventtype: event.eventType,
    time: instantOf(event.timestamp),
    testmode: order.createdInTestMode ?? undefined,
  };
  const state = { ...known, entityversion: whole.updatedAt };
  const updated = translation(orderUpdated, { ...state, eventId: event.guid, data: whole });
  const completed = isCompleted(order)
    ? [translation(orderCompleted, { ...state, eventId: `${order.guid}:completed`, data: whole })]
    : [];
  return [updated, ...completed, ...steps(order, told, known)];
}

type Known = Omit<Translation, "contract" | "data" | "eventId">;

function steps(order: ToastOrder, told: Told, known: Known): readonly Translation[] {
  const head = orderHead(order, told);
  const at = (time: string | null | undefined) => instantOf(time ?? order.modifiedDate ?? told.at);
  const eventId = (step: string) => `${order.guid}:${step}`;
  const refunded = refundsOf(order, told.settings.currency, order.modifiedDate ?? told.at).map((refund) =>
    translation(orderRefunded, {
      ...known,
      eventId: refund.refund.refundId,
      time: refund.occurredAt,
      data: { ...head, ...refund },
    }),
  );
  if (isCancelled(order)) {
    const occurredAt = at(order.voided === true ? order.voidDate : order.deletedDate);
    const data = { ...head, occurredAt };
    return [translation(orderCancelled, { ...known, eventId: eventId("cancelled"), data }), ...refunded];
  }
  return [...answers(order, told, known), ...refunded];
}

/** What the store says to an order that the bus submitted; at its own till nobody asks. */
function answers(order: ToastOrder, told: Told, known: Known): readonly Translation[] {
  const head = orderHead(order, told);
  if (head.orderId === order.guid) return [];
  const occurredAt = instantOf(order.modifiedDate ?? told.at);
  if (order.approvalStatus === "NOT_APPROVED") {
    const data = { ...head, occurredAt, reason: "not_confirmed" as const };
    return [translation(orderRejected, { ...known, eventId: `${order.guid}:rejected`, data })];
  }
  if (order.approvalStatus !== "APPROVED") return [];
  const promised = order.estimatedFulfillmentDate;
  const displayNumber = order.checks?.find((check) => check.displayNumber)?.displayNumber;
  const data = {
    ...head,
    status: "accepted" as const,
    occurredAt,
    ...(promised && { promisedAt: instantOf(promised) }),
    ...(displayNumber && { displayNumber: displayNumber.slice(0, 100) }),
  };
  return [translation(orderAccepted, { ...known, eventId: `${order.guid}:accepted`, data })];
}

const stockStatuses = { IN_STOCK: "in_stock", QUANTITY: "in_stock", OUT_OF_STOCK: "out_of_stock" } as const;

function stockMessages(event: StockEvent, settings: ToastSettings): readonly Translation[] {
  const { itemGuid, multiLocationId, restaurantGuid, status, quantity } = event.details;
  const known = Object.hasOwn(stockStatuses, status)
    ? stockStatuses[status as keyof typeof stockStatuses]
    : undefined;
  if (known === undefined) return [];
  const store = storeOf(restaurantGuid, settings);
  const itemId = itemIdOf(itemGuid, multiLocationId ?? undefined, settings);
  const changedAt = instantOf(event.timestamp);
  const data = {
    availabilityId: `${itemId}@${store.storeId}`,
    itemId,
    refs: [
      { vendor: "toast", account: restaurantGuid, type: "menu_item", id: itemGuid },
      ...(multiLocationId ? [{ vendor: "toast", type: "multi_location_item", id: multiLocationId }] : []),
    ],
    store,
    status: event.eventType === "low_quantity" ? ("low" as const) : known,
    ...(quantity !== null && quantity !== undefined && { quantity: plainDecimal(quantity) }),
    changedAt,
    ext: { toast: { eventType: event.eventType, status } },
  };
  return [
    translation(menuItemAvailabilityChanged, {
      eventId: event.guid,
      subject: `item/${itemId}`,
      vendoreventtype: event.eventType,
      entityversion: changedAt,
      time: changedAt,
      data,
    }),
  ];
}
