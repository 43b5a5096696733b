import { z } from "zod";
import { personal } from "../../field-class.ts";
import { Party } from "../../values/party.ts";
import { Refs } from "../../values/ref.ts";
import { Code, Id, Text } from "../../values/text.ts";
import { Duration, Instant } from "../../values/time.ts";
import { Curbside } from "./curbside.ts";
import { Delivery } from "./delivery.ts";

/** How far the handing over is. */
export const FulfilmentStatus = z
  .enum(["pending", "preparing", "ready", "completed", "cancelled", "failed"])
  .meta({ description: "How far the handing over is." });

/** How the guest gets the order, or a part of it. */
export const Fulfilment = z
  .strictObject({
    fulfilmentId: Id.optional().meta({ description: "Tells the handings over of one order apart." }),
    refs: Refs.optional().meta({ description: "What vendors call this handing over." }),
    type: z
      .enum(["dine_in", "pickup", "curbside", "drive_thru", "delivery"])
      .meta({ description: "The way of handing over." }),
    asap: z.boolean().optional().meta({
      description: "true: as soon as the kitchen can; false: at requestedAt; absent: not said.",
    }),
    requestedAt: Instant.optional().meta({ description: "When the guest wants it." }),
    promisedAt: Instant.optional().meta({
      description: "When the store says that it will be ready or delivered.",
    }),
    prepTime: Duration.optional().meta({ description: "How long the kitchen needs for it." }),
    readyAt: Instant.optional().meta({ description: "When the kitchen was done." }),
    handedOverAt: Instant.optional().meta({ description: "When the guest or the courier took it." }),
    status: FulfilmentStatus.optional(),
    vendorStatus: Code.optional().meta({
      description: "The vendor's own word for the status: PREPARED, READY_FOR_PICKUP.",
    }),
    table: Code.optional().meta({ description: "Number or name of the table, for dine_in." }),
    guests: z.int().min(0).max(10_000).optional().meta({ description: "How many people eat." }),
    recipient: Party.optional().meta({ description: "Who gets it, where that is not the customer." }),
    note: personal(Text).optional().meta({ description: "The guest's words about the handing over." }),
    curbside: Curbside.optional(),
    delivery: Delivery.optional(),
    cancelReason: Text.optional().meta({
      description: "Why nothing is handed over, for the status cancelled or failed.",
    }),
  })
  .meta({ id: "Fulfilment", description: "How the guest gets the order." });
export type Fulfilment = z.infer<typeof Fulfilment>;
