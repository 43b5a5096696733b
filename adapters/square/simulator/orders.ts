import { fine, squareError, type Answer } from "./answer.ts";
import { readNewOrder, type NewOrder } from "./new-order.ts";

type Fulfillment = { readonly uid: string; readonly state: string };

/** An order as the simulated Square keeps it. */
export type KeptOrder = NewOrder & {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly closed_at?: string;
  readonly fulfillments?: readonly Fulfillment[];
  readonly metadata?: Readonly<Record<string, string>> | undefined;
};

type Change = { readonly answer: Answer; readonly order?: KeptOrder };

const isOver = (state: string | undefined): boolean => state === "COMPLETED" || state === "CANCELED";
const isDone = (state: string): boolean => isOver(state) || state === "FAILED";

/** The orders of the simulated Square: made, read, and changed by who knows their version. */
export function orderBook(nowMs: () => number) {
  const orders = new Map<string, KeptOrder>();
  const run = nowMs().toString(36);
  const now = () => new Date(nowMs()).toISOString();

  const keep = (order: KeptOrder): Change => {
    orders.set(order.id, order);
    return { order, answer: fine({ order }) };
  };
  const lacking = (id: string): Change => ({
    answer: squareError(404, "NOT_FOUND", `Order not found for id ${id}`),
  });
  const refused = (code: string, detail: string, field: string): Change => ({
    answer: squareError(400, code, detail, field),
  });

  return {
    find: (id: string): KeptOrder | undefined => orders.get(id),
    get: (id: string): Answer => {
      const order = orders.get(id);
      return order ? fine({ order }) : lacking(id).answer;
    },
    create: (given: unknown): Change => {
      const read = readNewOrder(given);
      if (!read.ok) return { answer: read.answer };
      const at = now();
      const id = `SIMORDER${run}${orders.size + 1}`;
      return keep({ id, version: 1, state: "OPEN", created_at: at, updated_at: at, ...read.order });
    },
    update: (id: string, given: Readonly<Record<string, unknown>>): Change => {
      const order = orders.get(id);
      if (!order) return lacking(id);
      const { version, state, fulfillments = [], metadata } = given as Partial<KeptOrder>;
      if (version !== order.version)
        return refused(
          "VERSION_MISMATCH",
          `Supplied version ${String(version)} does not match the current version ${order.version} of order ${id}.`,
          "order.version",
        );
      if (isOver(order.state)) return refused("BAD_REQUEST", `Order ${id} is ${order.state}.`, "order.state");
      const changed = (order.fulfillments ?? []).map((each) => ({
        ...each,
        ...fulfillments.find(({ uid }) => uid === each.uid),
      }));
      if (isOver(state) && changed.some((each) => !isDone(each.state)))
        return refused(
          "BAD_REQUEST",
          "The fulfillments of the order must be terminal.",
          "order.fulfillments",
        );
      const at = now();
      return keep({
        ...order,
        version: order.version + 1,
        updated_at: at,
        state: state ?? order.state,
        ...(isOver(state) && { closed_at: at }),
        ...(order.fulfillments && { fulfillments: changed }),
        metadata: { ...order.metadata, ...metadata },
      });
    },
  };
}
