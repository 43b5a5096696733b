import { translation, type Translation } from "@spindlebus/bus/adapter";
import {
  loyaltyMemberDeactivated,
  loyaltyMemberEnrolled,
  loyaltyMemberUpdated,
  loyaltyPointsAccrued,
  loyaltyPointsRedeemed,
  loyaltyRewardExpired,
  loyaltyRewardIssued,
  loyaltyRewardRedeemed,
  loyaltyVisitRecorded,
} from "@spindlebus/contracts";
import type { Checkin, MenuItem, PunchhEvent, Redemption, Reward } from "./events.ts";
import { isSome, moneyOf, quantityOf } from "./exact.ts";
import { memberOf, memberState } from "./member.ts";
import type { PunchhSettings } from "./settings.ts";
import { instantOf, timestampOf } from "./vendor-time.ts";

type Head = Extract<PunchhEvent, { about: "checkin" }>["head"];

/**
 * From an event of Punchh to canonical messages. `content_id` is the event's id; only what several events may tell (that a
 * redemption was honored) has an id of its own.
 */
// oxlint-disable-next-line typescript/consistent-return -- every case returns, and the compiler sees to it that every case is there
export function translate(
  event: PunchhEvent,
  { settings }: { readonly settings: PunchhSettings },
): readonly Translation[] {
  switch (event.about) {
    case "checkin":
      return checkinMessages(event.head, event.checkin, settings);
    case "redemption":
      return redemptionMessages(event.head, event.redemption, settings);
    case "reward":
      return rewardMessages(event.head, event.reward, settings);
    case "user":
      return userMessages(event, settings);
    case "other":
      return [];
  }
}

const known = (head: Head, version: string | null | undefined) => ({
  vendoreventtype: head.event_name,
  time: timestampOf(head.timestamp),
  ...(version && { entityversion: instantOf(version) }),
});

const storeOf = ({
  store_number: number,
  location_id: location,
}: Pick<Checkin, "store_number" | "location_id">) =>
  number || location
    ? {
        store: {
          storeId: number || location || "",
          ...(location && { refs: [{ vendor: "punchh", type: "location", id: location }] }),
        },
      }
    : {};

/** A visit, and what it earned and cost: one transaction in up to three messages. */
function checkinMessages(head: Head, checkin: Checkin, settings: PunchhSettings): readonly Translation[] {
  const member = memberOf(checkin);
  if (!member) return [];
  const id = head.content_id;
  const transaction = {
    transactionId: id,
    refs: [{ vendor: "punchh", type: "content", id }],
    ...storeOf(checkin),
    occurredAt: checkin.created_at ? instantOf(checkin.created_at) : timestampOf(head.timestamp),
  };
  const event = { ...known(head, checkin.updated_at), eventId: id };
  const visit = translation(loyaltyVisitRecorded, {
    ...event,
    data: { member, transaction, ...visitOf(checkin, settings) },
  });
  const gained = [
    { kind: "points" as const, code: "points", quantity: quantityOf(checkin.points_earned) },
    { kind: "visits" as const, code: "visits", quantity: quantityOf(checkin.visits_earned) },
  ].flatMap(({ quantity, ...value }) =>
    isSome(quantity) && !quantity.startsWith("-")
      ? [{ value: { ...value, quantity }, operation: "add" as const, pending: checkin.approved === false }]
      : [],
  );
  const spent = quantityOf(checkin.points_spent);
  const told = settings.toldBy === "webhook" && gained.length > 0;
  return [
    visit,
    ...(told
      ? [translation(loyaltyPointsAccrued, { ...event, data: { member, transaction, changes: gained } })]
      : []),
    ...(isSome(spent) && !spent.startsWith("-")
      ? [
          translation(loyaltyPointsRedeemed, {
            ...event,
            data: { member, transaction, changes: [paid(spent)] },
          }),
        ]
      : []),
  ];
}

const paid = (points: string) => ({
  value: { kind: "points" as const, code: "points", quantity: `-${points}` },
  operation: "subtract" as const,
});

function visitOf(checkin: Checkin, { currency }: PunchhSettings) {
  const { receipt_number: number, receipt_date: date, receipt_amount: amount, bar_code: barcode } = checkin;
  const items = (checkin.menu_items ?? []).map((item) => receiptItem(item, currency));
  const receipt = {
    ...(number && { number }),
    ...(barcode && { barcode: barcode.slice(0, 255) }),
    ...(date && { issuedAt: instantOf(date) }),
    ...(amount !== null && amount !== undefined && { amount: moneyOf(amount, currency) }),
    ...(items.length > 0 && { items: items.slice(0, 500) }),
  };
  const serials = (checkin.menu_items ?? []).map(({ serial_number }) => ({
    serial_number: serial_number ?? null,
  }));
  const hasSerials = serials.some(({ serial_number }) => serial_number !== null);
  return {
    ...(checkin.channel && { channel: checkin.channel.slice(0, 100) }),
    ...(typeof checkin.approved === "boolean" && { approved: checkin.approved }),
    ...(checkin.status && { vendorStatus: checkin.status.slice(0, 100) }),
    ...(Object.keys(receipt).length > 0 && { receipt }),
    ...(hasSerials && { ext: { punchh: { menu_items: serials } } }),
  };
}

function receiptItem(item: MenuItem, currency: string) {
  const { item_name: name, item_amount: amount, menu_item_id: itemId, menu_item_type: kind } = item;
  const categories = [item.menu_major_group, item.menu_family].flatMap((id) => (id ? [id] : []));
  return {
    ...(itemId && { itemId }),
    name: (name ?? "").slice(0, 500),
    quantity: quantityOf(item.item_qty) ?? "1",
    ...(amount !== null && amount !== undefined && { amount: moneyOf(amount, currency) }),
    ...(kind && { kind: kind.slice(0, 100) }),
    ...(categories.length > 0 && { categories }),
  };
}

/** Only what was honored is used: before, there is a code that may run out. */
function redemptionMessages(
  head: Head,
  redemption: Redemption,
  { toldBy }: PunchhSettings,
): readonly Translation[] {
  const member = memberOf(redemption);
  if (!member || redemption.redemption_status?.toLowerCase() !== "honored") return [];
  const { redemption_id: id, reward_id: rewardId, redeemable_id: code, redeemable_name: name } = redemption;
  const event = { ...known(head, redemption.updated_at), eventId: `redemption:${id}` };
  const occurredAt = instantOf(redemption.updated_at ?? redemption.created_at ?? timestampOf(head.timestamp));
  const points = quantityOf(redemption.redeemed_points);
  const transaction = {
    transactionId: id,
    refs: [{ vendor: "punchh", type: "redemption", id }],
    ...storeOf(redemption),
    occurredAt,
  };
  // The operation tells what the member paid; that a reward was used moves no balance, and nobody else tells it.
  const spent = toldBy === "webhook" && isSome(points) && !points.startsWith("-");
  const reward = rewardId && {
    rewardId,
    refs: [{ vendor: "punchh", type: "reward", id: rewardId }],
    ...(code && { code: code.slice(0, 100) }),
    ...(name && { name: name.slice(0, 500) }),
    status: "redeemed" as const,
    pointsTaken: "at_redemption" as const,
    vendorStatus: "honored",
  };
  return [
    ...(spent
      ? [
          translation(loyaltyPointsRedeemed, {
            ...event,
            data: { member, transaction, changes: [paid(points)], ...(rewardId && { rewardRef: rewardId }) },
          }),
        ]
      : []),
    ...(reward
      ? [
          translation(loyaltyRewardRedeemed, {
            ...event,
            data: { member, reward, ...storeOf(redemption), occurredAt },
          }),
        ]
      : []),
  ];
}

function rewardMessages(head: Head, reward: Reward, settings: PunchhSettings): readonly Translation[] {
  const member = memberOf(reward);
  if (!member) return [];
  const {
    reward_id: rewardId,
    redeemable_id: code,
    name,
    discount_amount: off,
    expiring_at: expires,
  } = reward;
  const cost = quantityOf(reward.reward_points_redeemed);
  const occurredAt = instantOf(reward.updated_at ?? reward.created_at ?? timestampOf(head.timestamp));
  const fields = {
    rewardId,
    refs: [{ vendor: "punchh", type: "reward", id: rewardId }],
    ...(code && { code: code.slice(0, 100) }),
    ...(name && { name: name.slice(0, 500) }),
    ...(off !== null &&
      off !== undefined && {
        discountType: "amount" as const,
        discountAmount: moneyOf(off, settings.currency),
      }),
    ...(isSome(cost) && { pointsCost: { kind: "points" as const, code: "points", quantity: cost } }),
    ...(reward.created_at && { issuedAt: instantOf(reward.created_at) }),
    ...(expires && { expiresAt: instantOf(expires) }),
    ...(reward.status && { vendorStatus: reward.status.slice(0, 100) }),
  };
  const why = reward.gift_reason ? { reason: reward.gift_reason.slice(0, 500) } : {};
  const event = { ...known(head, reward.updated_at), eventId: head.content_id };
  switch (reward.status?.toLowerCase() ?? "") {
    case "unredeemed":
      return [
        translation(loyaltyRewardIssued, {
          ...event,
          data: { member, reward: { ...fields, status: "issued" as const }, ...why, occurredAt },
        }),
      ];
    case "expired":
      return [
        translation(loyaltyRewardExpired, {
          ...event,
          data: { member, reward: { ...fields, status: "expired" as const }, ...why, occurredAt },
        }),
      ];
    // That a reward was used the redemption says, with the store and the points.
    default:
      return [];
  }
}

function userMessages(
  { head, user }: Extract<PunchhEvent, { about: "user" }>,
  settings: PunchhSettings,
): readonly Translation[] {
  const occurredAt = user.updated_at ? instantOf(user.updated_at) : timestampOf(head.timestamp);
  const state = memberState(user, settings, occurredAt);
  if (!state) return [];
  const event = {
    ...known(head, user.updated_at),
    eventId: head.content_id,
    subject: `member/${state.member.memberId}`,
  };
  const closed = (status: "suspended" | "closed") => [
    translation(loyaltyMemberDeactivated, {
      ...event,
      data: { ...state, member: { ...state.member, status } },
    }),
  ];
  switch (head.action?.toLowerCase() ?? "") {
    case "create":
      if (settings.toldBy === "operation") return [];
      return [translation(loyaltyMemberEnrolled, { ...event, data: state })];
    case "deactivate":
      return closed("suspended");
    case "delete":
    case "destroy":
      return closed("closed");
    default:
      return [translation(loyaltyMemberUpdated, { ...event, data: state })];
  }
}
