import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { deliveryOrder } from "./example-orders.ts";
import { PartialMark } from "../../values/partial.ts";
import { Order } from "./order.ts";
import { UpdatedAt } from "./updated-at.ts";

const { placedAt, lines, totals } = Order.shape;

const wholeNeeds = (field: string) => ({ path: [field], error: "is required unless partial is true" });

/**
 * An order as it is now. Vendors that tell only that something changed (Square) publish it `partial`; an operation reads the
 * order and publishes it whole.
 */
const OrderAsItIs = z
  .strictObject({
    ...Order.shape,
    partial: PartialMark.optional(),
    updatedAt: UpdatedAt,
    placedAt: placedAt.optional().meta({ description: "When the guest ordered; required of a whole order." }),
    lines: lines.optional().meta({ description: "What was ordered; required of a whole order." }),
    totals: totals.optional().meta({ description: "The sums of the order; required of a whole order." }),
  })
  .refine((order) => order.partial === true || order.placedAt !== undefined, wholeNeeds("placedAt"))
  .refine((order) => order.partial === true || order.lines !== undefined, wholeNeeds("lines"))
  .refine((order) => order.partial === true || order.totals !== undefined, wholeNeeds("totals"));

/** An order changed in any way: lines, payments, times, status. */
export const orderUpdated = defineEvent({
  type: "order.updated.v1",
  summary: "An order changed: the whole of it as it is now, or, marked partial, only that it did.",
  data: OrderAsItIs,
  entityKey: "orderId",
  entityVersion: "updatedAt",
  semantics: "state",
  subject: "customer.memberId",
  owner: "commerce",
  indexed: ["orderId", "store.storeId"],
  examples: [
    {
      ...deliveryOrder,
      status: "in_preparation",
      vendorStatus: "APPROVED",
      version: "4",
      otherFulfilments: [
        { fulfilmentId: "f-2", type: "pickup", requestedAt: "2026-01-15T19:00:00.000Z", status: "pending" },
      ],
      updatedAt: "2026-01-15T18:12:30.250Z",
    },
    {
      orderId: "ord-7001",
      refs: [{ vendor: "square", account: "5S9M", type: "order", id: "eA3v" }],
      version: "2",
      store: { storeId: "0042", refs: [{ vendor: "square", type: "location", id: "FPYC" }] },
      vendorStatus: "OPEN",
      partial: true,
      updatedAt: "2026-01-15T18:04:05.359Z",
    },
  ],
});
