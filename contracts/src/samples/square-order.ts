import { orderFulfillmentUpdated, orderUpdated } from "../messages/order/index.ts";
import { delivery, type Sample } from "./sample.ts";
import { squareOrder } from "./square-order-whole.ts";

const event = "/data/object/order_updated";
const change = "/data/object/order_fulfillment_updated";
const order = { vendor: "square", account: "5S9M", type: "order", id: "eA3v" };
const store = { storeId: "0042", refs: [{ vendor: "square", type: "location", id: "FPYC" }] };

/** What Square's order webhooks tell: that something changed. Which order it is by the chain's id, the adapter remembers. */
export const squareOrderSamples: readonly Sample[] = [
  {
    title: "Square order.updated",
    body: {
      merchant_id: "5S9M",
      type: "order.updated",
      event_id: "4b8e5c91-0000-4000-8000-000000000001",
      created_at: "2026-01-15T18:04:05.359Z",
      data: {
        type: "order_updated",
        id: "eA3v",
        object: {
          order_updated: {
            order_id: "eA3v",
            version: 2,
            location_id: "FPYC",
            state: "OPEN",
            created_at: "2026-01-15T18:00:00.000Z",
            updated_at: "2026-01-15T18:04:05.120Z",
          },
        },
      },
    },
    contract: orderUpdated,
    message: {
      time: "2026-01-15T18:04:05.359Z",
      extensions: { vendoreventid: "4b8e5c91-0000-4000-8000-000000000001", vendoreventtype: "order.updated" },
      data: {
        orderId: "ord-7001",
        refs: [order],
        version: "2",
        store,
        vendorStatus: "OPEN",
        partial: true,
        placedAt: "2026-01-15T18:00:00.000Z",
        updatedAt: "2026-01-15T18:04:05.120Z",
      },
    },
    homes: {
      "/merchant_id": "/data/refs/0/account",
      "/type": "/extensions/vendoreventtype",
      "/event_id": "/extensions/vendoreventid",
      "/created_at": "/time",
      "/data/type": delivery,
      "/data/id": "/data/refs/0/id",
      [`${event}/order_id`]: "/data/refs/0/id",
      [`${event}/version`]: "/data/version",
      [`${event}/location_id`]: "/data/store/refs/0/id",
      [`${event}/state`]: "/data/vendorStatus",
      [`${event}/created_at`]: "/data/placedAt",
      [`${event}/updated_at`]: "/data/updatedAt",
    },
  },
  {
    title: "Square order.fulfillment.updated",
    body: {
      merchant_id: "5S9M",
      type: "order.fulfillment.updated",
      event_id: "4b8e5c91-0000-4000-8000-000000000002",
      created_at: "2026-01-15T18:03:40.500Z",
      data: {
        type: "order_fulfillment_updated",
        id: "eA3v",
        object: {
          order_fulfillment_updated: {
            order_id: "eA3v",
            version: 3,
            location_id: "FPYC",
            state: "OPEN",
            created_at: "2026-01-15T18:00:00.000Z",
            updated_at: "2026-01-15T18:03:40.120Z",
            fulfillment_update: [{ fulfillment_uid: "f-1", old_state: "RESERVED", new_state: "PREPARED" }],
          },
        },
      },
    },
    contract: orderFulfillmentUpdated,
    message: {
      time: "2026-01-15T18:03:40.500Z",
      extensions: {
        vendoreventid: "4b8e5c91-0000-4000-8000-000000000002",
        vendoreventtype: "order.fulfillment.updated",
      },
      data: {
        orderId: "ord-7001",
        refs: [order],
        version: "3",
        store,
        vendorStatus: "OPEN",
        occurredAt: "2026-01-15T18:03:40.120Z",
        updatedAt: "2026-01-15T18:03:40.120Z",
        partial: true,
        fulfilments: [
          {
            fulfilmentId: "f-1",
            status: "ready",
            previousStatus: "preparing",
            vendorStatus: "PREPARED",
          },
        ],
        ext: { square: { created_at: "2026-01-15T18:00:00.000Z" } },
      },
    },
    homes: {
      "/merchant_id": "/data/refs/0/account",
      "/type": "/extensions/vendoreventtype",
      "/event_id": "/extensions/vendoreventid",
      "/created_at": "/time",
      "/data/type": delivery,
      "/data/id": "/data/refs/0/id",
      [`${change}/order_id`]: "/data/refs/0/id",
      [`${change}/version`]: "/data/version",
      [`${change}/location_id`]: "/data/store/refs/0/id",
      [`${change}/state`]: "/data/vendorStatus",
      [`${change}/created_at`]: "/data/ext/square/created_at",
      [`${change}/updated_at`]: "/data/updatedAt",
      [`${change}/fulfillment_update/0/fulfillment_uid`]: "/data/fulfilments/0/fulfilmentId",
      [`${change}/fulfillment_update/0/old_state`]: ["/data/fulfilments/0/previousStatus", "preparing"],
      [`${change}/fulfillment_update/0/new_state`]: "/data/fulfilments/0/vendorStatus",
    },
  },
  squareOrder,
];
