import { randomUUID } from "node:crypto";
import { type Order, orderCompleted } from "@spindlebus/contracts";
import type { RunningSpindle } from "./spindle.ts";

export type Receipt = {
  readonly id: string;
  readonly type: string;
  readonly deliveries: readonly {
    readonly route: string;
    readonly state: string;
    readonly attempts: number;
    readonly vendorReference?: string | null;
  }[];
  readonly results?: readonly { readonly id: string; readonly type: string }[];
};

export type Failure = {
  readonly id: string;
  readonly messageId: string;
  readonly route: string;
  readonly state: string;
  readonly attempts: number;
  readonly error: { readonly code: string; readonly message: string };
  readonly groupId: string;
};

export type Effect = { readonly operation: string; readonly reference: string } & Readonly<
  Record<string, unknown>
>;

/** What a visitor of the tour does, over HTTP. */
export function tourOf(spindle: RunningSpindle) {
  const producer = { authorization: `Bearer ${spindle.file("producer-token")}` };
  const admin = { authorization: `Bearer ${spindle.file("admin-token")}` };

  const publish = async (type: string, data: unknown, id: string = randomUUID()): Promise<string> => {
    const event = { specversion: "1.0", id, source: "/tour", type, time: new Date().toISOString(), data };
    const response = await fetch(`${spindle.ingress}/v1/messages`, {
      method: "POST",
      headers: { ...producer, "content-type": "application/cloudevents+json" },
      body: JSON.stringify(event),
    });
    if (response.status !== 202)
      throw new Error(`publish answered ${response.status}: ${await response.text()}`);
    return ((await response.json()) as { id: string }).id;
  };

  const json = async <T>(url: string, init: RequestInit = {}): Promise<T> => {
    const response = await fetch(url, init);
    if (!response.ok)
      throw new Error(`${init.method ?? "GET"} ${url} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  };

  return {
    publish,
    /** Publishes one loyalty order; its order id is what the effects are looked up by. */
    publishOrder: (orderId: string, id?: string): Promise<string> =>
      publish(orderCompleted.type, order(orderId), id),
    receipt: (id: string) => json<Receipt>(`${spindle.ingress}/v1/messages/${id}`, { headers: producer }),
    webhook: (path: string, headers: Record<string, string>, body: string) =>
      fetch(`${spindle.ingress}/v1/webhooks/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body,
      }),
    effects: async (vendor: string): Promise<readonly Effect[]> =>
      (await json<{ data: Effect[] }>(`${spindle.simulators}/${vendor}/effects`)).data,
    requests: async (vendor: string) =>
      (
        await json<{ data: { method: string; path: string; headers: Record<string, string> }[] }>(
          `${spindle.simulators}/${vendor}/requests?limit=1000`,
        )
      ).data,
    fault: (vendor: string, fault: Readonly<Record<string, unknown>>) =>
      json(`${spindle.simulators}/${vendor}/fault`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(fault),
      }),
    failures: async (query = "") =>
      (
        await json<{ data: Failure[] }>(`${spindle.admin}/api/v1/failures?limit=200&${query}`, {
          headers: admin,
        })
      ).data,
    get: <T>(path: string) => json<T>(`${spindle.admin}/api/v1/${path}`, { headers: admin }),
    post: <T>(path: string, body: unknown) =>
      json<T>(`${spindle.admin}/api/v1/${path}`, {
        method: "POST",
        headers: { ...admin, "content-type": "application/json", "idempotency-key": randomUUID() },
        body: JSON.stringify(body),
      }),
  };
}

export type Tour = ReturnType<typeof tourOf>;

const [example] = orderCompleted.examples;

/** A loyalty order of its own: every id that must be unique follows the order id. */
export function order(orderId: string): Order {
  if (!example) throw new Error("order.completed.v1 has no example");
  return {
    ...example,
    orderId,
    ...(example.tenders && {
      tenders: example.tenders.map((tender, index) => ({
        ...tender,
        tenderId: `${orderId}-t${index}`,
        paymentRef: `pi_${orderId}`,
      })),
    }),
  };
}
