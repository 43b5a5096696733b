import { z } from "zod";
import { personal } from "../../field-class.ts";
import { Channel } from "../../values/channel.ts";
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
import { Check } from "./check.ts";
import { Fulfilment } from "./fulfilment.ts";
import { OrderLine } from "./line.ts";
import { OrderId } from "./order-step.ts";
import { OrderStatus, VendorStatus } from "./status.ts";
import { Tender } from "./tender.ts";

const AppliedReward = z
  .strictObject({
    rewardId: Id.meta({ description: "The loyalty programme's id of the reward." }),
    refs: Refs.optional().meta({ description: "What vendors call the reward." }),
    name: Text.optional().meta({ description: "The reward's name for the guest." }),
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
  orderId: OrderId,
  refs: Refs.optional().meta({ description: "What vendors call the order." }),
  version: Code.optional().meta({ description: "The vendor's version of the order." }),
  status: OrderStatus.optional(),
  vendorStatus: VendorStatus.optional(),
  store: Store,
  channel: Channel.optional().meta({ description: "Where the order was placed." }),
  sourceName: Text.optional().meta({
    description: "Which app, site, marketplace or till took it, by its name for people.",
  }),
  fulfilment: Fulfilment.optional(),
  otherFulfilments: z
    .array(Fulfilment)
    .max(50)
    .optional()
    .meta({ description: "The further ones, where an order is handed over in several parts." }),
  customer: Party.optional().meta({ description: "Who ordered; absent: nobody said." }),
  businessDate: BusinessDate.optional().meta({
    description:
      "The day in the store's books, YYYY-MM-DD in its time zone; after midnight it may still be yesterday.",
  }),
  placedAt: Instant.meta({ description: "When the guest ordered." }),
  closedAt: Instant.optional().meta({ description: "When the last bill was paid and closed." }),
  updatedAt: Instant.optional().meta({
    description: "When the vendor last changed the order: by it a newer state is told from an older one.",
  }),
  localOffset: LocalOffset.optional().meta({
    description: "What the store's clock showed against UTC when the order was placed.",
  }),
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
  note: personal(Text).optional().meta({ description: "The guest's words about the whole order." }),
  employeeRef: personal(Id).optional().meta({ description: "The store's id of who took or serves it." }),
  revenueCenter: Code.optional().meta({ description: "The part of the store that the sale is booked to." }),
  ext: Ext.optional(),
});
export type Order = z.infer<typeof Order>;
