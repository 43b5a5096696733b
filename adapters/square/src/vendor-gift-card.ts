import { z } from "zod";
import { Id, maybe, SquareMoney, Time } from "./vendor.ts";

const Moved = maybe(
  z.looseObject({
    amount_money: maybe(SquareMoney),
    order_id: maybe(Id),
    payment_id: maybe(Id),
    reference_id: maybe(Id),
    reason: maybe(z.string()),
  }),
);

/** One thing that was done with a gift card; its details stand under a name of its type. */
export const GiftCardActivity = z.looseObject({
  id: Id,
  type: z.string().min(1).max(100),
  location_id: maybe(Id),
  created_at: Time,
  gift_card_id: Id,
  gift_card_gan: maybe(z.string()),
  gift_card_balance_money: maybe(SquareMoney),
  activate_activity_details: Moved,
  load_activity_details: Moved,
  redeem_activity_details: Moved,
  refund_activity_details: Moved,
  unlinked_activity_refund_activity_details: Moved,
});
export type GiftCardActivity = z.infer<typeof GiftCardActivity>;

/** A gift card as it is. `state`: ACTIVE, DEACTIVATED, BLOCKED, PENDING, NOT_ACTIVE, or what Square will add. */
export const GiftCardObject = z.looseObject({
  id: Id,
  type: maybe(z.string()),
  state: maybe(z.string()),
  balance_money: maybe(SquareMoney),
  gan: maybe(z.string()),
  customer_ids: maybe(z.array(Id)),
  created_at: maybe(Time),
});
export type GiftCardObject = z.infer<typeof GiftCardObject>;
