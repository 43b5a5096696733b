import { z } from "zod";
import { Id, maybe, Time, Words } from "./vendor.ts";
import { DisputeObject, PaymentObject, RefundObject } from "./vendor-payment.ts";
import { GiftCardActivity, GiftCardObject } from "./vendor-gift-card.ts";
import { InventoryCount, LoyaltyAccount, LoyaltyEvent } from "./vendor-loyalty.ts";

/** What an order's webhook says: that it changed, and how far it is. */
const ThinOrder = z.looseObject({
  order_id: Id,
  version: maybe(z.union([z.int(), z.string()])),
  location_id: Id,
  state: maybe(z.string().min(1)),
  created_at: Time,
  updated_at: maybe(Time),
});
export type ThinOrder = z.infer<typeof ThinOrder>;

const ThinFulfillment = ThinOrder.extend({
  fulfillment_update: z
    .array(z.looseObject({ fulfillment_uid: Id, old_state: maybe(z.string()), new_state: maybe(z.string()) }))
    .min(1),
});
export type ThinFulfillment = z.infer<typeof ThinFulfillment>;

const about = <Name extends string, Thing extends z.ZodType>(
  types: readonly string[],
  name: Name,
  thing: Thing,
) => ({ types, name, thing });

/** The types that say something to the bus, the name of their object in `data.object`, and its shape. */
const understood = [
  about(["order.created"], "order_created", ThinOrder),
  about(["order.updated"], "order_updated", ThinOrder),
  about(["order.fulfillment.updated"], "order_fulfillment_updated", ThinFulfillment),
  about(["payment.created", "payment.updated"], "payment", PaymentObject),
  about(["refund.created", "refund.updated"], "refund", RefundObject),
  about(["dispute.created", "dispute.state.updated", "dispute.state.changed"], "dispute", DisputeObject),
  about(
    ["loyalty.account.created", "loyalty.account.updated", "loyalty.account.deleted"],
    "loyalty_account",
    LoyaltyAccount,
  ),
  about(["loyalty.event.created"], "loyalty_event", LoyaltyEvent),
  about(["gift_card.activity.created", "gift_card.activity.updated"], "gift_card_activity", GiftCardActivity),
  about(
    ["gift_card.created", "gift_card.updated", "gift_card.customer_linked", "gift_card.customer_unlinked"],
    "gift_card",
    GiftCardObject,
  ),
  about(["inventory.count.updated"], "inventory_counts", z.array(InventoryCount)),
] as const;

type Understood = (typeof understood)[number];
type EventOf<About> = About extends {
  readonly name: infer Name;
  readonly thing: infer Thing extends z.ZodType;
}
  ? { readonly name: Name; readonly object: z.infer<Thing> }
  : never;

const EventHead = z.looseObject({
  merchant_id: Id,
  type: Words.pipe(z.string().min(1).max(256)),
  event_id: Id,
  created_at: Time,
  data: maybe(z.looseObject({ object: maybe(z.record(z.string(), z.unknown())) })),
});

/** What every event says of itself. */
export type Told = {
  readonly merchantId: string;
  readonly type: string;
  readonly eventId: string;
  readonly time: string;
};

/** A webhook of Square's, read as far as it is understood. */
export type SquareEvent = Told & (EventOf<Understood> | { readonly name: "other" });

/** Any event; its object is checked where its type is understood, so that a misshapen one is an error and not silence. */
export const EventBody: z.ZodType<SquareEvent> = EventHead.transform((event, context): SquareEvent => {
  const { merchant_id: merchantId, type, event_id: eventId, created_at: time } = event;
  const told = { merchantId, type, eventId, time };
  const known = understood.find(({ types }) => types.includes(type));
  if (!known) return { ...told, name: "other" };
  const read = known.thing.safeParse(event.data?.object?.[known.name]);
  // The name and the shape come from the same row of the table.
  if (read.success) return { ...told, name: known.name, object: read.data } as SquareEvent;
  for (const { message, path } of read.error.issues)
    context.addIssue({ code: "custom", message, path: ["data", "object", known.name, ...path] });
  return z.NEVER;
});
