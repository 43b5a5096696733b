import { z } from "zod";
import { Anything, Id, maybe, Time, Words } from "./vendor.ts";

/* Loyalty and stock as Square shows them. */

const Points = z.looseObject({ loyalty_program_id: maybe(Id), points: z.int() });
const ofOrder = { order_id: maybe(Id) };
const ofReward = { reward_id: maybe(Id) };

/** One change of one balance, or a reward's use; it never changes afterwards. */
export const LoyaltyEvent = z.looseObject({
  id: Id,
  type: z.string(),
  created_at: Time,
  loyalty_account_id: Id,
  location_id: maybe(Id),
  source: maybe(Anything),
  accumulate_points: maybe(Points.extend(ofOrder)),
  accumulate_promotion_points: maybe(Points.extend({ ...ofOrder, loyalty_promotion_id: maybe(Id) })),
  create_reward: maybe(Points.extend(ofReward)),
  delete_reward: maybe(Points.extend(ofReward)),
  redeem_reward: maybe(z.looseObject({ loyalty_program_id: maybe(Id), ...ofReward, ...ofOrder })),
  adjust_points: maybe(Points.extend({ reason: maybe(Words) })),
  expire_points: maybe(Points),
  other_event: maybe(Points),
});
export type LoyaltyEvent = z.infer<typeof LoyaltyEvent>;

/** A guest's account in a programme. */
export const LoyaltyAccount = z.looseObject({
  id: Id,
  program_id: Id,
  balance: maybe(z.int()),
  lifetime_points: maybe(z.int()),
  customer_id: maybe(Id),
  enrolled_at: maybe(Time),
  created_at: Time,
  updated_at: maybe(Time),
  mapping: maybe(z.looseObject({ phone_number: maybe(z.string()) })),
  expiring_point_deadlines: maybe(z.array(z.looseObject({ points: z.int(), expires_at: Time }))),
});
export type LoyaltyAccount = z.infer<typeof LoyaltyAccount>;

/** The answer of the calls about one account. */
export const AccountAnswer = z.looseObject({ loyalty_account: z.looseObject({ id: Id }) });

/** What points bought. `status`: ISSUED, REDEEMED, DELETED, or what Square will add. */
const Reward = z.looseObject({
  id: Id,
  status: maybe(z.string()),
  loyalty_account_id: Id,
  points: maybe(z.int()),
});
export type Reward = z.infer<typeof Reward>;

/** The answer of the calls about one reward. */
export const RewardAnswer = z.looseObject({ reward: Reward });

/** One page of the ledger. */
export const EventsAnswer = z.looseObject({
  events: maybe(z.array(LoyaltyEvent)),
  cursor: maybe(z.string()),
});

/** How much of a thing a location has in one state. */
export const InventoryCount = z.looseObject({
  catalog_object_id: Id,
  catalog_object_type: maybe(z.string()),
  location_id: maybe(Id),
  state: maybe(z.string()),
  quantity: maybe(z.string()),
  calculated_at: Time,
});
export type InventoryCount = z.infer<typeof InventoryCount>;
