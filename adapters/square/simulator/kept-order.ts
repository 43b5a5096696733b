import { moneyOf } from "./money.ts";
import type { AskedOrder } from "./new-order.ts";
import type { KeptPayment } from "./payment-book.ts";
import { priceOrder } from "./prices.ts";

type Fulfillment = { readonly uid: string; readonly state: string };

/** An order as the simulated Square keeps it. */
export type KeptOrder = Omit<AskedOrder, "fulfillments" | keyof ReturnType<typeof priceOrder>> &
  ReturnType<typeof priceOrder> & {
    readonly id: string;
    readonly version: number;
    readonly state: string;
    readonly created_at: string;
    readonly updated_at: string;
    readonly closed_at?: string;
    readonly fulfillments?: readonly Fulfillment[];
    readonly tenders?: readonly unknown[];
    readonly rewards?: readonly unknown[];
  };

/** Whether an order has ended. */
export const isOver = (state: string | undefined): boolean => state === "COMPLETED" || state === "CANCELED";
/** Whether a handing over has ended. */
export const isDone = ({ state }: Fulfillment): boolean => isOver(state) || state === "FAILED";

/** A new order with what Square reckons of it. */
export function whole(
  asked: AskedOrder,
  { id, at, version }: { readonly id: string; readonly at: string; readonly version: number },
): KeptOrder {
  // These come back with what was reckoned of them.
  const { fulfillments, line_items: _l, taxes: _t, discounts: _d, service_charges: _s, ...rest } = asked;
  return {
    source: { name: "Simulated app" },
    ...rest,
    ...priceOrder(asked),
    id,
    version,
    state: "OPEN",
    created_at: at,
    updated_at: at,
    ...(fulfillments && {
      fulfillments: fulfillments.map((each, index) => ({ ...each, uid: each.uid ?? `f-${index + 1}` })),
    }),
  };
}

/** A reward, as far as the order cares. */
export type RewardToApply = { readonly id: string; readonly reward_tier_id: string; readonly points: number };

/** What a reward changes of an order: it takes ten cents off for each point. */
export function rewarded(
  order: KeptOrder,
  { id, reward_tier_id, points }: RewardToApply,
): Partial<KeptOrder> {
  const uid = `r-${id}`;
  const amount_money = moneyOf(points * 10, order.total_money.currency);
  const off = { uid, name: "Reward", scope: "ORDER" as const, amount_money };
  const asked = { ...order, fulfillments: undefined, discounts: [...(order.discounts ?? []), off] };
  const { discounts = [], ...prices } = priceOrder(asked);
  return {
    ...prices,
    discounts: discounts.map((each) => ({ ...each, ...(each.uid === uid && { reward_ids: [id] }) })),
    rewards: [...(order.rewards ?? []), { id, reward_tier_id }],
  };
}

/** What a payment changes of an order. */
export function paid(order: KeptOrder, payment: KeptPayment): Partial<KeptOrder> {
  const { id, amount_money: money, tip_money, total_money: amount_money, created_at } = payment;
  const card = { card: { card_brand: "VISA", last_4: "1111" }, entry_method: "KEYED", status: "CAPTURED" };
  const tender = {
    id,
    payment_id: id,
    type: "CARD",
    created_at,
    amount_money,
    tip_money,
    card_details: card,
  };
  const due = order.net_amount_due_money.amount - money.amount;
  return {
    tenders: [...(order.tenders ?? []), tender],
    net_amount_due_money: { ...money, amount: due },
    ...(due <= 0 && (order.fulfillments ?? []).every(isDone) && { state: "COMPLETED" }),
  };
}
