import { translation, type Translation } from "@spindlebus/bus/adapter";
import {
  giftCardActivated,
  giftCardBalanceChanged,
  giftCardLoaded,
  giftCardRedeemed,
  giftCardRefunded,
} from "@spindlebus/contracts";
import { squareRef, storeOf } from "./canonical.ts";
import { some } from "./order-lines.ts";
import type { SquareSettings } from "./settings.ts";
import type { Told } from "./vendor-event.ts";
import type { GiftCardActivity, GiftCardObject } from "./vendor-gift-card.ts";

type Settings = Pick<SquareSettings, "stores">;

/** Contracts of money that moved, by the type of the activity; all say the same. */
const moves: ReadonlyMap<string, typeof giftCardLoaded> = new Map([
  ["LOAD", giftCardLoaded],
  ["REDEEM", giftCardRedeemed],
  ["REFUND", giftCardRefunded],
  ["UNLINKED_ACTIVITY_REFUND", giftCardRefunded],
]);

/** What was done with a gift card. Square tells an activity again as it learns more; the first telling stands. */
export function giftCardActivity(
  told: Told,
  activity: GiftCardActivity,
  settings: Settings,
): readonly Translation[] {
  const { id: eventId, type, gift_card_balance_money: balance, created_at: occurredAt } = activity;
  const amount = some(detailsOf(activity)?.amount_money);
  const card = cardOf(told, activity.gift_card_id, activity.gift_card_gan);
  const data = { card, transaction: transactionOf(activity, settings), ...(balance && { balance }) };
  const event = { eventId, time: told.time };
  const moved = moves.get(type);
  if (type === "ACTIVATE")
    return [translation(giftCardActivated, { ...event, data: { ...data, ...(amount && { amount }) } })];
  if (moved && amount) return [translation(moved, { ...event, data: { ...data, amount } })];
  // Blocked, corrected, moved to another card: what is left is what there is to say.
  if (!balance) return [];
  const state = { card, balance, ...storeIn(activity, settings), reason: type, occurredAt };
  return [translation(giftCardBalanceChanged, { ...event, data: state, entityversion: occurredAt })];
}

const detailsOf = (activity: GiftCardActivity) =>
  activity.activate_activity_details ??
  activity.load_activity_details ??
  activity.redeem_activity_details ??
  activity.refund_activity_details ??
  activity.unlinked_activity_refund_activity_details;

const storeIn = ({ location_id: location }: GiftCardActivity, settings: Settings) =>
  location === undefined ? {} : { store: storeOf(location, settings) };

function transactionOf(activity: GiftCardActivity, settings: Settings) {
  const { reference_id: reference, order_id: order, payment_id: payment } = detailsOf(activity) ?? {};
  return {
    transactionId: reference ?? activity.id,
    refs: [
      squareRef("gift_card_activity", activity.id),
      ...(order === undefined ? [] : [squareRef("order", order)]),
      ...(payment === undefined ? [] : [squareRef("payment", payment)]),
    ],
    ...storeIn(activity, settings),
    occurredAt: activity.created_at,
  };
}

function cardOf({ merchantId }: Told, id: string, number: string | undefined) {
  const isNumber = number !== undefined && /^[0-9A-Za-z]{4,64}$/.test(number);
  return {
    giftCardId: id,
    refs: [squareRef("gift_card", id, merchantId)],
    ...(isNumber && { number, last4: number.slice(-4) }),
  };
}

/** What a gift card is now, and whose. */
export function giftCardState(told: Told, gift: GiftCardObject): readonly Translation[] {
  const { id, gan, balance_money: balance, state, type, customer_ids: [customer] = [] } = gift;
  if (!balance) return [];
  const { eventId, time, merchantId, type: reason } = told;
  const known = cardOf(told, id, gan);
  const card = { ...known, type: types[type ?? ""], status: statuses[state ?? ""], vendorStatus: state };
  const member = customer === undefined ? undefined : { refs: [squareRef("customer", customer, merchantId)] };
  const data = { card, balance, ...(member && { member }), reason, occurredAt: time };
  return [translation(giftCardBalanceChanged, { eventId, data, time, entityversion: time })];
}

const types: Readonly<Record<string, "physical" | "digital" | undefined>> = {
  PHYSICAL: "physical",
  DIGITAL: "digital",
};

const statuses: Readonly<Record<string, "pending" | "active" | "blocked" | "closed" | undefined>> = {
  PENDING: "pending",
  NOT_ACTIVE: "pending",
  ACTIVE: "active",
  BLOCKED: "blocked",
  DEACTIVATED: "closed",
};
