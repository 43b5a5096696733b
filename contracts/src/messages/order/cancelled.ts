import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { personal } from "../../field-class.ts";
import { Text } from "../../values/text.ts";
import { AnsweredCancellation, CancelledBy, CancelReason } from "./cancellation.ts";
import { orderStep } from "./order-step.ts";

/** An order will not be made or handed over any more; what happens to its money is told by the payment events. */
export const orderCancelled = defineEvent({
  type: "order.cancelled.v1",
  summary: "An order that had been placed was cancelled, voided or deleted as a whole.",
  data: z.strictObject({
    ...orderStep,
    cancellationId: AnsweredCancellation.optional(),
    reason: CancelReason.optional(),
    cancelledBy: CancelledBy.optional(),
    note: personal(Text).optional().meta({ description: "The reason in somebody's own words." }),
  }),
  entityKey: "orderId",
  semantics: "delta",
  subject: "customer.memberId",
  owner: "commerce",
  indexed: ["orderId", "store.storeId", "cancellationId"],
  examples: [
    {
      orderId: "ord-7011",
      refs: [{ vendor: "square", account: "5S9M", type: "order", id: "eA4w" }],
      version: "5",
      store: { storeId: "0042" },
      customer: { memberId: "mbr-1815" },
      status: "cancelled",
      vendorStatus: "CANCELED",
      occurredAt: "2026-01-15T18:30:00.000Z",
      cancellationId: "cn-7011-1",
      reason: "customer_request",
      cancelledBy: "customer",
      note: "Changed her mind",
      ext: { square: { location_id: "FPYC" } },
    },
    { orderId: "ord-7012", occurredAt: "2026-01-15T18:31:00.000Z" },
  ],
});
