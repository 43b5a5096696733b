import { fine, squareError, type Answer } from "./answer.ts";
import { isDone, isOver, paid, rewarded, whole, type KeptOrder, type RewardToApply } from "./kept-order.ts";
import { readNewOrder } from "./new-order.ts";
import type { KeptPayment } from "./payment-book.ts";

type Change = { readonly answer: Answer; readonly order?: KeptOrder };

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
    /** A reward takes its discount off an open order. */
    addReward: (id: string, reward: RewardToApply): boolean => {
      const order = orders.get(id);
      if (!order || isOver(order.state)) return false;
      changed(order, rewarded(order, reward));
      return true;
    },
    /** A payment of all that is due ends an order of which nothing is to be handed over. */
    pay: (id: string, payment: KeptPayment): boolean => {
      const order = orders.get(id);
      if (!order) return false;
      changed(order, paid(order, payment));
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
