import { z } from "zod";
import { locked } from "../../field-class.ts";
import { Ext } from "../../values/ext.ts";
import { Member } from "../../values/member.ts";
import { Money } from "../../values/money.ts";
import { Party } from "../../values/party.ts";
import { Refs } from "../../values/ref.ts";
import { Store } from "../../values/store.ts";
import { Code, Id, Text } from "../../values/text.ts";
import { BusinessDate, Instant, LocalOffset } from "../../values/time.ts";
import { Value } from "../../values/value.ts";
import { Discount, OrderTotals, ServiceCharge, Tax } from "./charges.ts";
import { OrderLine } from "./line.ts";
import { Tender } from "./tender.ts";

const Fulfilment = z
  .strictObject({
    type: z
      .enum(["dine_in", "pickup", "curbside", "drive_thru", "delivery"])
      .meta({ description: "The way of handing over." }),
    requestedAt: Instant.optional(),
    promisedAt: Instant.optional(),
    status: z
      .enum(["pending", "preparing", "ready", "completed", "cancelled", "failed"])
      .optional()
      .meta({ description: "How far the handing over is." }),
    table: Code.optional(),
    guests: z.int().min(0).max(10_000).optional().meta({ description: "How many people eat." }),
  })
  .meta({ id: "Fulfilment", description: "How the guest gets the order." });

const Check = z
  .strictObject({ checkId: Id, refs: Refs.optional(), displayNumber: Code.optional() })
  .meta({ id: "Check", description: "One of several bills of an order." });

const AppliedReward = z
  .strictObject({
    rewardId: Id,
    refs: Refs.optional(),
    name: Text.optional(),
    value: Value.optional().meta({ description: "What it cost the member." }),
    amount: Money.optional().meta({ description: "What it took off the order." }),
  })
  .meta({ id: "AppliedReward", description: "A loyalty reward that the guest used on an order." });

const OrderLoyalty = z
  .strictObject({
    member: Member,
    rewardsApplied: z
      .array(AppliedReward)
      .max(100)
      .optional()
      .meta({ description: "The rewards that the guest used." }),
  })
  .meta({
    id: "OrderLoyalty",
    description: "The membership that an order counts for. Absent: a guest order.",
  });

/** A whole order; what a system of record may not know is optional. */
export const Order = z.strictObject({
  orderId: locked(Id).meta({
    description: "The business id of the order, the same in every system of the chain.",
  }),
  refs: Refs.optional(),
  version: Code.optional().meta({ description: "The vendor's version of the order." }),
  store: Store,
  channel: z
    .enum(["in_store", "web", "app", "kiosk", "drive_thru", "call", "third_party", "other"])
    .optional()
    .meta({ description: "Where the order was placed." }),
  fulfilment: Fulfilment.optional(),
  customer: Party.optional(),
  businessDate: BusinessDate.optional(),
  placedAt: Instant,
  closedAt: Instant.optional(),
  localOffset: LocalOffset.optional(),
  checks: z
    .array(Check)
    .max(200)
    .optional()
    .meta({ description: "The bills, where the order has more than one." }),
  lines: z
    .array(OrderLine)
    .max(1_000)
    .meta({ description: "What was ordered; a modifier is a line of its own." }),
  discounts: z
    .array(Discount)
    .max(500)
    .optional()
    .meta({ description: "All that was taken off, on lines too." }),
  taxes: z.array(Tax).max(100).optional().meta({ description: "The taxes, one entry a tax." }),
  serviceCharges: z
    .array(ServiceCharge)
    .max(100)
    .optional()
    .meta({ description: "Charges for service, delivery, packaging." }),
  totals: OrderTotals,
  tenders: z.array(Tender).max(100).optional().meta({ description: "By what means the order was paid." }),
  loyalty: OrderLoyalty.optional(),
  ext: Ext.optional(),
});
export type Order = z.infer<typeof Order>;
