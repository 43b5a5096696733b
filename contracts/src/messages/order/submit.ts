import { z } from "zod";
import { defineCommand } from "../../define.ts";
import { Money } from "../../values/money.ts";
import { OrderTotals } from "./charges.ts";
import { deliveryOrder } from "./example-orders.ts";
import { Fulfilment } from "./fulfilment.ts";
import { OrderLine } from "./line.ts";
import { Order } from "./order.ts";

const { orderId, refs, store, channel, sourceName, customer, discounts, serviceCharges, tenders } =
  Order.shape;
const { taxes, loyalty, note, localOffset, ext } = Order.shape;

const OrderedLine = OrderLine.extend({
  gross: Money.optional().meta({
    description:
      "What the guest was shown: unit price × quantity without modifiers. Absent: the store's own price.",
  }),
}).meta({ id: "OrderedLine", description: "A line of an order that is yet to be placed." });

/** What the guest wants, without what only the system that takes it can say. */
const {
  version: _version,
  businessDate: _day,
  placedAt: _placed,
  updatedAt: _updated,
  ...wanted
} = deliveryOrder;

/**
 * Have an order made. The orderId is the client's key: submitting twice with one orderId makes one order. The answers are
 * order.placed, then order.accepted, or order.rejected.
 */
export const orderSubmit = defineCommand({
  type: "order.submit.v1",
  summary: "Submit an order to the system that will have it made.",
  data: z.strictObject({
    orderId,
    refs,
    store,
    channel,
    sourceName,
    fulfilment: Fulfilment.meta({ description: "How the guest wants to get the order." }),
    customer,
    localOffset,
    lines: z.array(OrderedLine).min(1).max(1_000).meta({
      description: "What is ordered; a modifier is a line of its own that names its parent.",
    }),
    discounts,
    taxes,
    serviceCharges,
    totals: OrderTotals.optional().meta({
      description:
        "What the guest was shown. A system that computes another total refuses the order as price_changed.",
    }),
    tenders: tenders.meta({ description: "How it is paid, and payments that have been made already." }),
    loyalty,
    note,
    ext,
  }),
  entityKey: "orderId",
  semantics: "delta",
  subject: "customer.memberId",
  owner: "commerce",
  indexed: ["orderId", "store.storeId"],
  examples: [
    { ...wanted, ext: { toast: { appliedPackagingInfo: { items: ["napkins"] } } } },
    {
      orderId: "ord-7002",
      store: { storeId: "0042" },
      fulfilment: { type: "dine_in", table: "12" },
      lines: [{ lineId: "1", kind: "item", item: { id: "COFFEE" }, quantity: "1" }],
    },
  ],
});
