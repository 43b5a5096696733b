import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { PartialMark } from "../../values/partial.ts";
import { Fulfilment, FulfilmentStatus } from "./fulfilment.ts";
import { orderStep } from "./order-step.ts";
import { UpdatedAt } from "./updated-at.ts";

const FulfilmentNow = Fulfilment.extend({
  type: Fulfilment.shape.type.optional().meta({
    description: "The way of handing over; absent where the vendor tells only what changed.",
  }),
  previousStatus: FulfilmentStatus.optional().meta({
    description: "What it was before, where the vendor says so and it changed.",
  }),
}).meta({ id: "FulfilmentNow", description: "A handing over as it is now." });

/** How the handing over of an order stands: of two of these the later one holds. */
export const orderFulfillmentUpdated = defineEvent({
  type: "order.fulfillment.updated.v1",
  summary: "The handing over of an order changed: status, times, courier, the guest's arrival.",
  data: z.strictObject({
    ...orderStep,
    updatedAt: UpdatedAt,
    partial: PartialMark.optional(),
    fulfilments: z.array(FulfilmentNow).min(1).max(50).meta({
      description:
        "Every handing over of the order as it is now, those too that did not change; of a partial message those that did.",
    }),
  }),
  entityKey: "orderId",
  entityVersion: "updatedAt",
  semantics: "state",
  subject: "customer.memberId",
  owner: "commerce",
  indexed: ["orderId", "store.storeId"],
  examples: [
    {
      orderId: "ord-7010",
      refs: [{ vendor: "toast", account: "restaurant-0042", type: "order", id: "0b8c2c2e-7010" }],
      version: "5",
      store: { storeId: "0042" },
      customer: { memberId: "mbr-1815" },
      status: "in_preparation",
      vendorStatus: "APPROVED",
      occurredAt: "2026-01-15T18:28:00.000Z",
      updatedAt: "2026-01-15T18:28:00.417Z",
      fulfilments: [
        {
          fulfilmentId: "f-1",
          refs: [{ vendor: "toast", type: "delivery", id: "d-7010" }],
          type: "delivery",
          promisedAt: "2026-01-15T18:45:00.000Z",
          readyAt: "2026-01-15T18:26:00.000Z",
          handedOverAt: "2026-01-15T18:28:00.000Z",
          status: "ready",
          previousStatus: "preparing",
          vendorStatus: "PICKED_UP",
          delivery: {
            address: { streetAddress: "1 Analytical Way", locality: "Boston", postalCode: "02108" },
            courier: { provider: "Swift Riders", name: "Charles", phone: "+16175550103" },
            dispatchedAt: "2026-01-15T18:28:00.000Z",
          },
        },
      ],
      ext: { toast: { deliveryInfo: { deliveryEmployee: "e-9" } } },
    },
    {
      orderId: "ord-7001",
      occurredAt: "2026-01-15T18:04:05.000Z",
      updatedAt: "2026-01-15T18:04:05.359Z",
      fulfilments: [{ type: "pickup", status: "completed" }],
    },
    {
      orderId: "ord-7001",
      occurredAt: "2026-01-15T18:03:40.000Z",
      updatedAt: "2026-01-15T18:03:40.120Z",
      partial: true,
      fulfilments: [{ fulfilmentId: "f-1", status: "ready", vendorStatus: "PREPARED" }],
    },
  ],
});
