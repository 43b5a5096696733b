import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { Code } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";
import { orderStep } from "./order-step.ts";

/** A store took an order on; with order.rejected it is the answer to order.submit. */
export const orderAccepted = defineEvent({
  type: "order.accepted.v1",
  summary: "A store took the order on and will make it.",
  data: z.strictObject({
    ...orderStep,
    promisedAt: Instant.optional().meta({
      description: "When the store says that it will be ready or delivered.",
    }),
    displayNumber: Code.optional().meta({
      description: "The number that is called out or shown to the guest; not unique.",
    }),
  }),
  entityKey: "orderId",
  semantics: "delta",
  subject: "customer.memberId",
  owner: "commerce",
  indexed: ["orderId", "store.storeId"],
  examples: [
    {
      orderId: "ord-7010",
      refs: [{ vendor: "toast", account: "restaurant-0042", type: "order", id: "0b8c2c2e-7010" }],
      version: "2",
      store: { storeId: "0042" },
      customer: { memberId: "mbr-1815" },
      status: "accepted",
      vendorStatus: "APPROVED",
      occurredAt: "2026-01-15T18:11:00.000Z",
      promisedAt: "2026-01-15T18:45:00.000Z",
      displayNumber: "12",
      ext: { toast: { requiredPrepTime: "PT15M" } },
    },
    { orderId: "ord-7002", occurredAt: "2026-01-15T18:10:20.000Z" },
  ],
});
