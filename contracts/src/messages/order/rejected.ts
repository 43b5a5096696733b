import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { Id } from "../../values/text.ts";
import { VendorError } from "../../values/vendor-error.ts";
import { orderStep } from "./order-step.ts";

/** An order will not be made: the answer to an order.submit that was refused, and what a store says that declines. */
export const orderRejected = defineEvent({
  type: "order.rejected.v1",
  summary: "An order was refused, by the ordering system or by the store, and will not be made.",
  data: z.strictObject({
    ...orderStep,
    reason: z
      .enum([
        "item_unavailable",
        "store_closed",
        "store_busy",
        "out_of_range",
        "payment_failed",
        "price_changed",
        "invalid",
        "not_confirmed",
        "other",
      ])
      .meta({ description: "Why; not_confirmed: nobody at the store answered in time." }),
    itemIds: z.array(Id).max(1_000).optional().meta({
      description: "The item ids that cannot be had, for the reason item_unavailable.",
    }),
    error: VendorError.optional(),
  }),
  entityKey: "orderId",
  semantics: "delta",
  subject: "customer.memberId",
  owner: "commerce",
  indexed: ["orderId", "store.storeId"],
  examples: [
    {
      orderId: "ord-7011",
      refs: [{ vendor: "toast", account: "restaurant-0042", type: "order", id: "0b8c2c2e-7011" }],
      version: "1",
      store: { storeId: "0042" },
      customer: { memberId: "mbr-1815" },
      status: "cancelled",
      vendorStatus: "NOT_APPROVED",
      occurredAt: "2026-01-15T18:20:00.000Z",
      reason: "item_unavailable",
      itemIds: ["BURGER"],
      error: { vendorCode: "10023", message: "Burger is out of stock", retryable: false },
      ext: { toast: { requestId: "c2a1" } },
    },
    { orderId: "ord-7012", occurredAt: "2026-01-15T18:25:00.000Z", reason: "not_confirmed" },
  ],
});
