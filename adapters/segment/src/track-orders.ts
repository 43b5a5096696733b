import { type BatchOperation } from "@spindlebus/bus/adapter";
import { decimalOf, orderCompleted, type Money, type Order } from "@spindlebus/contracts";
import { batchRequest, readBatch } from "./batch.ts";
import { contextWith, messageIdOf, type Call } from "./call.ts";
import { repeatsNoticed } from "./repeats.ts";
import type { SegmentSettings } from "./settings.ts";
import { maxBatch } from "./vendor.ts";

/** Every order is an event of its guest in the words of Segment's ecommerce spec (`POST /v1/batch`). */
export const trackOrders: BatchOperation<Order, SegmentSettings> = {
  on: orderCompleted,
  summary: "Tells Segment of completed orders, as Order Completed of its ecommerce spec.",
  ...repeatsNoticed,
  batch: { max: maxBatch, within: "1s" },
  skip: (order) => (guestOf(order) === undefined ? "nobody knows whose order it was" : false),
  request: (items, { settings }) => batchRequest(items, settings, callOf),
  interpret: (response, items, { settings }) => readBatch(response, items, settings, callOf),
};

const guestOf = ({ customer, loyalty }: Order): string | undefined =>
  customer?.memberId ?? loyalty?.member.memberId;

function callOf(order: Order, { namespace, orderEvent }: SegmentSettings): Call {
  return {
    type: "track",
    event: orderEvent,
    messageId: messageIdOf(namespace, "order", order.orderId, "completed"),
    timestamp: order.closedAt ?? order.placedAt,
    userId: guestOf(order),
    context: contextWith(),
    properties: propertiesOf(order),
  };
}

/** Numbers are decimals in the order's currency (segment.com/docs/connections/spec/ecommerce/v2/#order-completed). */
function propertiesOf(order: Order) {
  const { totals } = order;
  return {
    order_id: order.orderId,
    store_id: order.store.storeId,
    channel: order.channel,
    fulfilment: order.fulfilment?.type,
    currency: totals.total.currency,
    subtotal: decimal(totals.subtotal),
    total: decimal(totals.total),
    revenue: revenueOf(totals),
    discount: decimal(totals.discount),
    tax: decimal(totals.tax),
    tip: decimal(totals.tip),
    coupon: order.discounts?.find(({ couponCode }) => couponCode !== undefined)?.couponCode,
    products: productsOf(order),
  };
}

/** The spec's revenue: what was sold, without tax and tip. */
function revenueOf({ subtotal, discount }: Order["totals"]): number | undefined {
  return decimal({ ...subtotal, amount: subtotal.amount - (discount?.amount ?? 0) });
}

/** What was sold, a modifier beside its item; of a catering order's hundreds the first hundred, that the event stays small. */
function productsOf({ lines }: Order) {
  const sold = lines.filter(({ kind, voided }) => !voided && kind !== "service_charge");
  return sold.slice(0, 100).map(({ item, quantity, unitPrice, gross, parentLineId }) => ({
    product_id: item.id,
    sku: item.sku,
    name: item.name?.slice(0, 100),
    price: decimal(unitPrice ?? gross),
    quantity: Number(quantity),
    category: item.categories?.[0]?.name?.slice(0, 50),
    ...(parentLineId !== undefined && { modifier: true }),
  }));
}

const decimal = (money: Money | undefined): number | undefined => money && Number(decimalOf(money));
