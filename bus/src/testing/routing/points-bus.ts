import {
  customerErase,
  customerProfileChanged,
  orderCompleted,
  paymentRefunded,
  type Publication,
} from "@spindlebus/contracts";
import { z } from "zod";
import { applied, bearerAuth, defineAdapter, post } from "../../adapter/index.ts";
import { planBus, type BusPlan } from "../../config/bus-plan.ts";
import type { ConnectionConfig, SpindleConfig } from "../../config/define-config.ts";

/** The smallest loyalty vendor: points for orders, and their way back with refunds. */
export const pointsAdapter = defineAdapter({
  name: "points",
  version: "1.0.0",
  domain: "loyalty",
  settings: z.object({ baseUrl: z.url() }),
  secrets: z.object({ key: z.string() }),
  limits: { concurrency: 5, perSecond: 1_000 },
  authorize: bearerAuth(({ secrets }: { secrets: { key: string } }) => secrets.key),
  operations: {
    earn: {
      on: orderCompleted,
      summary: "Gives points for an order.",
      idempotency: "natural",
      request: ({ orderId }: { orderId: string }) => post("/points", { reference: orderId }),
      interpret: () => applied({}),
    },
    takeBack: {
      on: paymentRefunded,
      summary: "Takes points back with a refund.",
      idempotency: "natural",
      request: ({ refund }: { refund: { refundId: string } }) =>
        post("/points", { reference: refund.refundId }),
      interpret: () => applied({}),
    },
  },
});

/** A vendor whose messages name no store. */
export const profilesAdapter = defineAdapter({
  ...pointsAdapter,
  name: "profiles",
  operations: {
    update: {
      on: customerProfileChanged,
      summary: "Keeps a profile.",
      idempotency: "natural",
      request: ({ memberId }: { memberId: string }) => post("/profiles", { reference: memberId }),
      interpret: () => applied({}),
    },
  },
});

/** A vendor that forgets guests, besides. */
export const erasingAdapter = defineAdapter({
  ...pointsAdapter,
  name: "erasing",
  operations: {
    ...pointsAdapter.operations,
    erase: {
      on: customerErase,
      summary: "Forgets a guest.",
      idempotency: "natural",
      request: ({ memberId }: { memberId: string }) => post("/erasures", { reference: memberId }),
      interpret: () => applied({}),
    },
  },
});

type PointsBus = Omit<SpindleConfig, "contracts" | "connections"> & {
  /** By id: what is particular about each connection. */
  readonly connections: Readonly<Record<string, Partial<ConnectionConfig>>>;
};

/** A plan of connections to points vendors. */
export function planPoints({ connections, ...config }: PointsBus): BusPlan {
  const connectionOf = (given: Partial<ConnectionConfig>): ConnectionConfig => ({
    adapter: pointsAdapter,
    settings: { baseUrl: "http://vendor.test" },
    ...given,
  });
  return planBus(
    {
      ...config,
      contracts: [orderCompleted, paymentRefunded, customerProfileChanged, customerErase],
      connections: Object.fromEntries(
        Object.entries(connections).map(([id, given]) => [id, connectionOf(given)]),
      ),
    },
    () => "k",
  );
}

/** An order of a store, paid by `pi_<order id>`. */
export function orderAt(storeId: string, orderId: string, memberId = "m-1"): Publication {
  const [example] = orderCompleted.examples;
  if (!example) throw new Error("order.completed.v1 has no example");
  const { tenders = [], ...order } = example;
  const data = {
    ...order,
    orderId,
    store: { storeId },
    loyalty: { member: { memberId } },
    tenders: tenders.slice(0, 1).map((tender) => ({ ...tender, paymentRef: `pi_${orderId}` })),
  };
  return publication(orderCompleted.type, orderId, data);
}

/** A refund that names its payment alone, as a processor tells it that knows nothing of orders. */
export function refundOf(orderId: string, n = 1): Publication {
  const [example] = paymentRefunded.examples;
  if (!example) throw new Error("payment.refunded.v1 has no example");
  const { orderRef: _order, merchantReference: _reference, store: _store, ...payment } = example;
  const refundId = `re-${orderId}-${n}`;
  const data = { ...payment, paymentId: `pi_${orderId}`, refs: [], refund: { ...example.refund, refundId } };
  return publication(paymentRefunded.type, refundId, data);
}

/** A guest who is to be forgotten. */
export const erasureOf = (memberId: string): Publication =>
  publication(customerErase.type, memberId, { memberId });

const publication = (type: string, sourceId: string, data: unknown): Publication => ({
  source: "/tests",
  sourceId,
  type,
  extensions: {},
  data,
});
