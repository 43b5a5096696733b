import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { deliveryOrder } from "./example-orders.ts";
import { Order } from "./order.ts";
import { UpdatedAt } from "./updated-at.ts";

/** A guest's order reached a system that will have it made; it says the whole order. */
export const orderPlaced = defineEvent({
  type: "order.placed.v1",
  summary: "An order was placed: the whole of it, as the system that took it first knew it.",
  data: z.strictObject({ ...Order.shape, updatedAt: UpdatedAt }),
  entityKey: "orderId",
  entityVersion: "updatedAt",
  semantics: "state",
  subject: "customer.memberId",
  owner: "commerce",
  indexed: ["orderId", "store.storeId"],
  examples: [
    { ...deliveryOrder, status: "pending", vendorStatus: "NEEDS_APPROVAL" },
    {
      orderId: "ord-7002",
      store: { storeId: "0042" },
      placedAt: "2026-01-15T18:10:00.000Z",
      updatedAt: "2026-01-15T18:10:00.000Z",
      lines: [
        {
          lineId: "1",
          kind: "item",
          item: { id: "COFFEE" },
          quantity: "1",
          gross: { amount: 250, currency: "USD" },
        },
      ],
      totals: { subtotal: { amount: 250, currency: "USD" }, total: { amount: 250, currency: "USD" } },
    },
  ],
});
