import {
  applied,
  blocked,
  emission,
  inDoubt,
  post,
  tellingRefusal,
  type Emission,
  type Operation,
  type Outcome,
  type VendorResponse,
  Decimal,
} from "@spindlebus/bus/adapter";
import { loyaltyAccrueFailed, loyaltyPointsAccrued, orderCompleted, type Order } from "@spindlebus/contracts";
import { z } from "zod";
import { checkinFields, factsOf, memberKeyOf, menuItems, type MemberKey } from "./checkin-body.ts";
import { refusal, saysDuplicate } from "./errors.ts";
import { IdNumber, isSome, quantityOf } from "./exact.ts";
import { userRef } from "./member.ts";
import { pointsRefused } from "./refused.ts";
import type { PunchhSettings } from "./settings.ts";

const CheckinAnswer = z.looseObject({
  checkin: z.looseObject({
    checkin_id: IdNumber,
    points_earned: Decimal.nullish(),
    pending_points: Decimal.nullish(),
  }),
});
type CheckinAnswer = z.infer<typeof CheckinAnswer>["checkin"];

/** A completed order becomes a check-in of its member: `POST /api2/dashboard/checkins`. */
export const accruePoints: Operation<Order, PunchhSettings> = {
  on: orderCompleted,
  summary: "Checks a completed order in, which earns its member points or visits.",
  // Punchh's specification of external_uid: it is "to prevent duplicates in case the same transaction gets triggered twice".
  idempotency: "natural",
  lane: { group: "points", key: ({ orderId }) => orderId },
  skip: ({ loyalty }) => {
    if (loyalty === undefined) return "guest order";
    const refs = loyalty.member.refs ?? [];
    return refs.length > 0 && refs.every(({ vendor }) => vendor !== "punchh")
      ? "member of another programme"
      : false;
  },
  request(order, { settings }) {
    const member = memberKeyOf(order, settings);
    if (member === undefined)
      return blocked(
        "no_member",
        'The order has no member that Punchh knows: add a ref { vendor: "punchh", type: "user" }, or the guest\'s e-mail.',
      );
    const { currency } = order.totals.total;
    if (currency !== settings.currency)
      return blocked("currency", `The order is in ${currency}, this connection in ${settings.currency}.`);
    return post("/api2/dashboard/checkins", {
      ...member,
      ...checkinFields(order.orderId, factsOf(order)),
      menu_items: menuItems(order),
      channel: channelOf(order),
      state: settings.pendingPoints ? "pending" : "committed",
    });
  },
  interpret: (response, order, { settings, message }) =>
    tellingRefusal(
      readCheckin(response, order, settings),
      pointsRefused(loyaltyAccrueFailed, earningOf(order), message, response),
    ),
};

/** Who was to earn, and by what. */
function earningOf({ orderId, loyalty, store, closedAt, placedAt }: Order) {
  const transaction = { transactionId: orderId, orderRef: orderId, store, occurredAt: closedAt ?? placedAt };
  return { member: loyalty?.member ?? {}, transaction };
}

/** Punchh's words for the ways of ordering. */
function channelOf({ channel }: Order): string {
  switch (channel) {
    case "in_store":
    case "drive_thru":
      return "pos";
    case "web":
      return "web";
    case "app":
      return "mobile";
    case "kiosk":
      return "kiosk";
    case "call":
    case "third_party":
    case "other":
    case undefined:
      return "online_order";
  }
}

function readCheckin(response: VendorResponse, order: Order, settings: PunchhSettings): Outcome {
  const member = memberKeyOf(order, settings);
  if (saysDuplicate(response)) return applied({ remember: [fact(order, member)] });
  if (response.status !== 200 && response.status !== 201) return refusal(response);
  const read = CheckinAnswer.safeParse(response.json);
  if (!read.success) return inDoubt("unreadable_answer", "Punchh answered without a readable check-in.");
  const { checkin } = read.data;
  return applied({
    reference: checkin.checkin_id,
    emit: settings.toldBy === "operation" ? accrued(order, checkin) : [],
    remember: [fact(order, member, checkin)],
  });
}

function fact(order: Order, member: MemberKey | undefined, checkin?: CheckinAnswer) {
  const { total, tip } = order.totals;
  return {
    kind: "checkin",
    id: order.orderId,
    vendorId: checkin?.checkin_id ?? order.orderId,
    facts: {
      ...factsOf(order),
      member: { ...member },
      refs: (order.loyalty?.member.refs ?? []).map(({ vendor, type, id }) => ({ vendor, type, id })),
      total: total.amount - (tip?.amount ?? 0),
      points: quantityOf(checkin?.points_earned) ?? null,
      pending: quantityOf(checkin?.pending_points) ?? null,
    },
  };
}

function accrued(order: Order, checkin: CheckinAnswer): readonly Emission[] {
  const change = (quantity: string | undefined, pending: boolean) =>
    isSome(quantity)
      ? [{ value: { kind: "points" as const, code: "points", quantity }, operation: "add" as const, pending }]
      : [];
  const changes = [
    ...change(quantityOf(checkin.points_earned), false),
    ...change(quantityOf(checkin.pending_points), true),
  ];
  if (changes.length === 0) return [];
  const { orderId, loyalty, store, businessDate } = order;
  const occurredAt = order.closedAt ?? order.placedAt;
  const data = {
    member: loyalty?.member ?? { refs: [userRef(checkin.checkin_id)] },
    transaction: {
      transactionId: orderId,
      refs: [{ vendor: "punchh", type: "checkin", id: checkin.checkin_id }],
      orderRef: orderId,
      store,
      ...(businessDate && { businessDate }),
      occurredAt,
    },
    changes,
  };
  return [emission(loyaltyPointsAccrued, data, occurredAt)];
}
