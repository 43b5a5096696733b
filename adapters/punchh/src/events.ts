import { Decimal } from "@spindlebus/bus/adapter";
import { z } from "zod";
import { IdNumber } from "./exact.ts";
import { VendorTime } from "./vendor-time.ts";

/* The events of the Webhooks Manager (developers.partech.com/docs/dev-portal-webhooks-manager/events). */

const Words = z.string().nullish();
const Amount = Decimal.nullish();
const Flag = z.boolean().nullish();
/** Blank where there is none, as null is. */
const Id = z
  .union([z.int(), z.string().max(255)])
  .transform(String)
  .nullish();
const Time = VendorTime.nullish();

const AccountBalance = z.looseObject({
  loyalty_points: Amount,
  pending_points: Amount,
  banked_currency: Amount,
  net_balance: z.json().nullish(),
  total_visits: Amount,
  current_membership_level_name: Words,
});
export type AccountBalance = z.infer<typeof AccountBalance>;

/** The person in an event. */
export const PunchhUser = z.looseObject({
  user_id: Id,
  id: Id,
  email: Words,
  phone: z.union([z.string(), z.int().transform(String)]).nullish(),
  first_name: Words,
  last_name: Words,
  birthday: Words,
  external_source: Words,
  external_source_id: Words,
  guest_type: Words,
  user_status: Words,
  signup_channel: Words,
  marketing_email_subscription: Flag,
  sms_subscription: Flag,
  created_at: Time,
  updated_at: Time,
  account_balance: AccountBalance.nullish(),
});
export type PunchhUser = z.infer<typeof PunchhUser>;

const MenuItem = z.looseObject({
  item_name: Words,
  item_qty: Amount,
  item_amount: Amount,
  menu_item_id: Id,
  menu_item_type: Words,
  menu_family: Id,
  menu_major_group: Id,
  serial_number: z.json().nullish(),
});
export type MenuItem = z.infer<typeof MenuItem>;

const place = { store_number: Id, location_id: Id, channel: Words, created_at: Time, updated_at: Time };

const Checkin = z.looseObject({
  ...place,
  user_id: Id,
  user: PunchhUser.nullish(),
  receipt_amount: Amount,
  receipt_number: Id,
  receipt_date: Time,
  bar_code: Words,
  points_earned: Amount,
  points_spent: Amount,
  visits_earned: Amount,
  status: Words,
  approved: Flag,
  menu_items: z.array(MenuItem).nullish(),
});
export type Checkin = z.infer<typeof Checkin>;

const Redemption = z.looseObject({
  ...place,
  redemption_id: IdNumber,
  redemption_status: Words,
  reward_id: Id,
  redeemable_id: Id,
  redeemable_name: Words,
  redeemed_points: Amount,
  user_id: Id,
  user: PunchhUser.nullish(),
});
export type Redemption = z.infer<typeof Redemption>;

const Reward = z.looseObject({
  ...place,
  reward_id: IdNumber,
  redeemable_id: Id,
  name: Words,
  status: Words,
  discount_amount: Amount,
  reward_points_redeemed: Amount,
  gift_reason: Words,
  expiring_at: Time,
  user_id: Id,
  user: PunchhUser.nullish(),
});
export type Reward = z.infer<typeof Reward>;

const Head = z.looseObject({
  content_id: z.string().min(1).max(255),
  timestamp: z.number().int().positive(),
  event_name: z.string().min(1),
  event_type: Words,
  action: Words,
  payload: z.looseObject({}).nullish(),
});
type Head = Pick<z.infer<typeof Head>, "content_id" | "timestamp" | "event_name" | "action">;

/** An event, read as far as it is understood; `other` says nothing to the bus. */
export type PunchhEvent =
  | { readonly about: "checkin"; readonly head: Head; readonly checkin: Checkin }
  | { readonly about: "redemption"; readonly head: Head; readonly redemption: Redemption }
  | { readonly about: "reward"; readonly head: Head; readonly reward: Reward }
  | { readonly about: "user"; readonly head: Head; readonly user: PunchhUser }
  | { readonly about: "other" };

/** Any event; its payload is checked where its name is understood, so that a misshapen check-in is an error and not silence. */
export const EventBody: z.ZodType<PunchhEvent> = Head.transform((event, context): PunchhEvent => {
  const read = readerOf(event.event_name, event.event_type ?? "");
  const result = read?.(event);
  if (result === undefined) return { about: "other" };
  if (result.success) return result.data;
  for (const { message, path } of result.error.issues)
    context.addIssue({ code: "custom", message, path: ["payload", ...path] });
  return z.NEVER;
});

type Reader = (event: z.infer<typeof Head>) => z.ZodSafeParseResult<PunchhEvent>;

function readerOf(name: string, type: string): Reader | undefined {
  switch (name) {
    case "checkins":
      // Gift card check-ins say nothing that is published of their payload.
      if (type === "gift") return undefined;
      return (head) =>
        Checkin.transform((checkin) => ({ about: "checkin" as const, head, checkin })).safeParse(
          head.payload,
        );
    case "redemptions":
      return (head) =>
        Redemption.transform((redemption) => ({ about: "redemption" as const, head, redemption })).safeParse(
          head.payload,
        );
    case "rewards":
      return (head) =>
        Reward.transform((reward) => ({ about: "reward" as const, head, reward })).safeParse(head.payload);
    case "users":
      return (head) =>
        PunchhUser.transform((user) => ({ about: "user" as const, head, user })).safeParse(
          head.payload?.["user"] ?? head.payload,
        );
    default:
      return undefined;
  }
}
