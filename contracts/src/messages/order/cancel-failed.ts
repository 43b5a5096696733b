import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { VendorError } from "../../values/vendor-error.ts";
import { AnsweredCancellation } from "./cancellation.ts";
import { orderStep } from "./order-step.ts";

/** The answer to an order.cancel that could not be done: the order goes on. */
export const orderCancelFailed = defineEvent({
  type: "order.cancel_failed.v1",
  summary: "An order could not be cancelled and goes on.",
  data: z.strictObject({
    ...orderStep,
    cancellationId: AnsweredCancellation,
    reason: z.enum(["too_late", "already_completed", "not_found", "not_supported", "other"]).meta({
      description: "Why; too_late: the kitchen has begun, not_supported: the vendor cannot cancel by itself.",
    }),
    error: VendorError.optional(),
  }),
  entityKey: "orderId",
  semantics: "delta",
  subject: "customer.memberId",
  owner: "commerce",
  indexed: ["orderId", "store.storeId", "cancellationId"],
  examples: [
    {
      orderId: "ord-7010",
      refs: [{ vendor: "toast", account: "restaurant-0042", type: "order", id: "0b8c2c2e-7010" }],
      version: "4",
      store: { storeId: "0042" },
      customer: { memberId: "mbr-1815" },
      status: "in_preparation",
      vendorStatus: "APPROVED",
      occurredAt: "2026-01-15T18:13:00.000Z",
      cancellationId: "cn-7010-1",
      reason: "too_late",
      error: { vendorCode: "10416", message: "Order is already being prepared", retryable: false },
      ext: { toast: { requestId: "c2a2" } },
    },
    {
      orderId: "ord-7002",
      occurredAt: "2026-01-15T18:15:00.000Z",
      cancellationId: "cn-7002-1",
      reason: "already_completed",
    },
  ],
});
