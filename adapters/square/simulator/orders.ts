import { fine, squareError, type Answer } from "./answer.ts";
import { readNewOrder, type AskedOrder } from "./new-order.ts";
import { moneyOf } from "./money.ts";
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

type Change = { readonly answer: Answer; readonly order?: KeptOrder };

const isOver = (state: string | undefined): boolean => state === "COMPLETED" || state === "CANCELED";
const isDone = ({ state }: Fulfillment): boolean => isOver(state) || state === "FAILED";

/** The orders of the simulated Square: reckoned, made, paid, and changed by who knows their version. */
export function orderBook(nowMs: () => number) {
  const orders = new Map<string, KeptOrder>();
  const run = nowMs().toString(36);
  const now = () => new Date(nowMs()).toISOString();

  const keep = (order: KeptOrder): Change => {
    orders.set(order.id, order);
    return { order, answer: fine({ order }) };
  };
  const changed = (order: KeptOrder, change: Partial<KeptOrder>): Change => {
    const at = now();
    const closed = isOver(change.state) && { closed_at: at };
    return keep({ ...order, ...change, ...closed, version: order.version + 1, updated_at: at });
  };
  const lacking = (id: string): Change => ({
    answer: squareError(404, "NOT_FOUND", `Order not found for id ${id}`),
  });

  return {
    find: (id: string): KeptOrder | undefined => orders.get(id),
    get: (id: string): Answer => {
      const order = orders.get(id);
      return order ? fine({ order }) : lacking(id).answer;
    },
    reckon: (given: unknown): Answer => {
      const read = readNewOrder(given);
      if (!read.ok) return read.answer;
      const { id: _none, ...order } = whole(read.asked, { id: "", at: now(), version: 1 });
      return fine({ order });
    },
    create: (given: unknown): Change => {
      const read = readNewOrder(given);
      if (!read.ok) return { answer: read.answer };
      return keep(whole(read.asked, { id: `SIMORDER${run}${orders.size + 1}`, at: now(), version: 1 }));
    },
    /** A reward takes its discount off the order. */
    addReward: (
      id: string,
      reward: { readonly id: string; readonly reward_tier_id: string; readonly points: number },
    ): boolean => {
      const order = orders.get(id);
      if (!order || isOver(order.state)) return false;
      const off = { uid: `r-${reward.id}`, name: "Reward", scope: "ORDER" as const };
      const amount_money = moneyOf(reward.points * 10, order.total_money.currency);
      const asked = {
        ...order,
        fulfillments: undefined,
        discounts: [...(order.discounts ?? []), { ...off, amount_money }],
      };
      const { discounts = [], ...prices } = priceOrder(asked);
      const rewarded = discounts.map((each) => ({
        ...each,
        ...(each.uid === off.uid && { reward_ids: [reward.id] }),
      }));
      const { id: rewardId, reward_tier_id } = reward;
      changed(order, {
        ...prices,
        discounts: rewarded,
        rewards: [...(order.rewards ?? []), { id: rewardId, reward_tier_id }],
      });
      return true;
    },
    /** A payment of all that is due ends an order of which nothing is to be handed over. */
    pay: (
      id: string,
      { id: paymentId, amount_money: money, tip_money: tip, created_at }: KeptPayment,
    ): boolean => {
      const order = orders.get(id);
      if (!order) return false;
      const due = order.net_amount_due_money.amount - money.amount;
      const card = {
        card: { card_brand: "VISA", last_4: "1111" },
        entry_method: "KEYED",
        status: "CAPTURED",
      };
      const paid = { ...money, amount: money.amount + (tip?.amount ?? 0) };
      const tender = {
        id: paymentId,
        payment_id: paymentId,
        type: "CARD",
        created_at,
        amount_money: paid,
        tip_money: tip,
        card_details: card,
      };
      const ends = due <= 0 && (order.fulfillments ?? []).every(isDone);
      changed(order, {
        tenders: [...(order.tenders ?? []), tender],
        net_amount_due_money: { ...money, amount: due },
        ...(ends && { state: "COMPLETED" }),
      });
      return true;
    },
    update: (id: string, given: Readonly<Record<string, unknown>>): Change => {
      const order = orders.get(id);
      if (!order) return lacking(id);
      const { version, state, fulfillments = [], metadata } = given as Partial<KeptOrder>;
      const refusal = refusedUpdate(order, version);
      if (refusal) return { answer: refusal };
      const handed = (order.fulfillments ?? []).map((each) => ({
        ...each,
        ...fulfillments.find(({ uid }) => uid === each.uid),
      }));
      if (isOver(state) && !handed.every(isDone))
        return {
          answer: squareError(
            400,
            "BAD_REQUEST",
            "The fulfillments of the order must be terminal.",
            "order.fulfillments",
          ),
        };
      return changed(order, {
        state: state ?? order.state,
        ...(order.fulfillments && { fulfillments: handed }),
        ...(metadata && { metadata: { ...order.metadata, ...metadata } }),
      });
    },
  };
}

export type OrderBook = ReturnType<typeof orderBook>;

function whole(
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

function refusedUpdate(
  { id, version: current, state }: KeptOrder,
  version: number | undefined,
): Answer | undefined {
  if (version !== current)
    return squareError(
      400,
      "VERSION_MISMATCH",
      `Supplied version ${String(version)} does not match the current version ${current} of order ${id}.`,
      "order.version",
    );
  return isOver(state)
    ? squareError(400, "BAD_REQUEST", `Order ${id} is ${state}.`, "order.state")
    : undefined;
}
