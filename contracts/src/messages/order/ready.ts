import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { Fulfilment } from "./fulfilment.ts";
import { orderStep } from "./order-step.ts";

/** The kitchen is done: a guest or a courier can fetch the whole order. */
export const orderReady = defineEvent({
  type: "order.ready.v1",
  summary: "The whole order is made and can be fetched, served or sent off.",
  data: z.strictObject({ ...orderStep, fulfilment: Fulfilment.optional() }),
  entityKey: "orderId",
  semantics: "delta",
  subject: "customer.memberId",
  owner: "commerce",
  indexed: ["orderId", "store.storeId"],
  examples: [
    {
      orderId: "ord-7001",
      refs: [{ vendor: "square", account: "5S9M", type: "order", id: "eA3v" }],
      version: "3",
      store: { storeId: "0042" },
      customer: { memberId: "mbr-1815" },
      status: "ready",
      vendorStatus: "OPEN",
      occurredAt: "2026-01-15T18:03:40.000Z",
      fulfilment: {
        fulfilmentId: "f-1",
        type: "curbside",
        status: "ready",
        vendorStatus: "PREPARED",
        readyAt: "2026-01-15T18:03:40.000Z",
        curbside: {
          vehicle: { description: "Small estate", color: "green", licensePlate: "ADA 1815" },
          parkingSpot: "3",
          arrivedAt: "2026-01-15T18:02:00.000Z",
          note: "Behind the tree",
        },
      },
      ext: { square: { location_id: "FPYC" } },
    },
    { orderId: "ord-7002", occurredAt: "2026-01-15T18:14:00.000Z" },
  ],
});
