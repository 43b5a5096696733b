import { randomUUID } from "node:crypto";
import { simulatorControl, startSimulators, type SimulatorControl } from "@spindlebus/bus/testing";
import { canonicalContracts } from "@spindlebus/contracts";
import { pino } from "pino";
import { afterAll } from "vitest";
import type { AnyAdapter } from "../../bus/src/adapter/index.ts";
import { planBus } from "../../bus/src/config/bus-plan.ts";
import { plannedTypes } from "../../bus/src/config/routed-types.ts";
import { startIngress } from "../../bus/src/ingress/start.ts";
import { openDatabase } from "../../bus/src/postgres/connect.ts";
import { createToken } from "../../bus/src/postgres/tokens.ts";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { readSettings } from "../../bus/src/settings.ts";
import type { AnySimulator } from "../../bus/src/testing/simulator/define-simulator.ts";
import { applyTopology } from "../../bus/src/topology/apply.ts";
import { eventually } from "./eventually.ts";
import { openPostOffice, type PostOffice } from "./post-office.ts";
import { migratedDatabase, freshVhost } from "./servers.ts";

/** A vendor of the chain; a connection is called as its adapter. */
export type Vendor = {
  readonly adapter: AnyAdapter;
  readonly simulator: AnySimulator;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
};

type Delivery = { readonly route: string; readonly state: string };
type Receipt = {
  readonly deliveries: readonly Delivery[];
  readonly results?: readonly { readonly id: string; readonly type: string }[];
};

/** A message on the bus, and its receipt. */
export type Told = {
  readonly id: string;
  readonly source: string;
  readonly states: Readonly<Record<string, string>>;
};

/** A restaurant chain's bus: ingress, worker and scheduler in this process, real servers, and simulated vendors that send webhooks. */
export type Chain = {
  /** The ingress. */
  readonly url: string;
  readonly post: PostOffice;
  readonly control: (adapter: string) => SimulatorControl;
  /** The root of a vendor's API. */
  readonly vendorUrl: (adapter: string) => string;
  /** Publishes a canonical message; gives its id. */
  readonly publish: (type: string, data: unknown) => Promise<string>;
  /** Waits until all deliveries of a message are settled, or are for a person; route → state. */
  readonly settled: (id: string) => Promise<Readonly<Record<string, string>>>;
  /** The messages that a message's deliveries have begot. */
  readonly results: (id: string) => Promise<readonly { readonly id: string; readonly type: string }[]>;
  /** All messages of a type, the oldest first, with what became of them: route → state. */
  readonly messages: (type: string) => Promise<readonly Told[]>;
  /** Waits until nothing is under way any more, whatever begot it. */
  readonly quiet: () => Promise<void>;
};

const log = pino({ level: "silent" });
const ended = ["applied", "unchanged", "superseded", "discarded", "dead", "blocked", "inDoubt"];

// At import, so that it runs before the servers' own, which was registered by an import of this file.
const closers: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** Opens a chain with these vendors for a test file, which closes it; call it in `beforeAll`. */
export async function openChain(vendors: readonly Vendor[]): Promise<Chain> {
  let url = "";
  const post = await openPostOffice(() => url);
  closers.push(post.close);
  const simulators = await startSimulators({
    simulators: vendors.map(({ adapter, simulator, settings, secrets }) => ({
      connection: adapter.name,
      simulator,
      secrets,
      settings: adapter.settings.parse(settings),
    })),
    port: 0,
    webhookTarget: post.address,
  });
  closers.push(simulators.close);
  const vendorUrl = (adapter: string) => simulators.urls[adapter] ?? "";
  const bus = await openBus(vendors, vendorUrl);
  ({ url } = bus);
  return {
    url,
    post,
    vendorUrl,
    control: (adapter) => simulatorControl(simulators.port, adapter),
    publish: bus.publish,
    messages: async (type) => {
      const found = await bus.ofType(type);
      return Promise.all(
        found.map(async ({ id, source }) => ({
          id,
          source,
          states: statesOf((await bus.receipt(id)).deliveries),
        })),
      );
    },
    settled: async (id) => {
      const deliveries = await eventually(
        `message ${id} is settled`,
        () => bus.receipt(id).then(({ deliveries: all }) => all),
        isSettled,
      );
      return statesOf(deliveries);
    },
    results: async (id) => (await bus.receipt(id)).results ?? [],
    quiet: async () => {
      const controls = vendors.map(({ adapter }) => simulatorControl(simulators.port, adapter.name));
      let before = "";
      const open = async () => {
        const webhooks = (await Promise.all(controls.map(({ webhooks: sent }) => sent()))).flat();
        const { messages, count } = await bus.open();
        const waiting = webhooks.filter(({ state }) => state === "waiting").length;
        // Looked at one after the other, vendors and bus can each be caught between two steps; then something has come since.
        const [last, now] = [before, `${webhooks.length} ${messages}`];
        before = now;
        return waiting + count > 0 || last !== now;
      };
      await eventually("nothing is under way", open, (isOpen) => !isOpen);
    },
  };
}

const statesOf = (deliveries: readonly Delivery[]): Readonly<Record<string, string>> =>
  Object.fromEntries(deliveries.map(({ route, state }) => [route, state]));

const isSettled = (deliveries: readonly Delivery[]): boolean =>
  deliveries.every(({ state }) => ended.includes(state));

async function openBus(vendors: readonly Vendor[], vendorUrl: (adapter: string) => string) {
  const [amqpUrl, databaseUrl] = await Promise.all([freshVhost(), migratedDatabase()]);
  const connections = vendors.map(({ adapter, settings }) => {
    const config = {
      adapter,
      settings: { ...settings, baseUrl: vendorUrl(adapter.name) },
      retry: { base: "50ms", cap: "200ms" } as const,
    };
    return [adapter.name, config] as const;
  });
  const plan = planBus(
    { contracts: canonicalContracts, connections: Object.fromEntries(connections) },
    (connection, secret) => vendors.find(({ adapter }) => adapter.name === connection)?.secrets[secret],
  );
  await applyTopology(amqpUrl, plannedTypes(plan.routes));
  const database = openDatabase({ url: databaseUrl, connections: 2, name: "test" });
  closers.push(database.close);
  const settings = { ...readSettings({ SPINDLE_INGRESS_PORT: "0" }), amqpUrl, databaseUrl };
  const context = { settings, plan, log };
  const ingress = await startIngress({ ...context, name: "test ingress" });
  const worker = await startWorker({ ...context, name: "test worker" });
  const scheduler = await startScheduler({ ...context, name: "test scheduler" });
  closers.push(scheduler.stop, worker.stop, ingress.stop);

  const url = `http://127.0.0.1:${ingress.port}`;
  const { token } = await createToken(database.sql, {
    name: "test",
    roles: ["producer"],
    loopbackOnly: true,
  });
  const authorization = `Bearer ${token}`;
  return {
    url,
    publish: async (type: string, data: unknown): Promise<string> => {
      const event = { specversion: "1.0", id: randomUUID(), source: "/tests", type, data };
      const headers = { authorization, "content-type": "application/cloudevents+json" };
      const response = await fetch(`${url}/v1/messages`, {
        method: "POST",
        headers,
        body: JSON.stringify(event),
      });
      const answer = (await response.json()) as { readonly id: string };
      if (response.status !== 202) throw new Error(`${type} was not taken: ${JSON.stringify(answer)}`);
      return answer.id;
    },
    receipt: async (id: string): Promise<Receipt> => {
      const response = await fetch(`${url}/v1/messages/${id}`, { headers: { authorization } });
      return (await response.json()) as Receipt;
    },
    ofType: (type: string) =>
      database.sql<{ id: string; source: string }[]>`
        SELECT id, source FROM intake WHERE type = ${type} ORDER BY accepted_at, id`,
    /** How many messages there are, and how much is still to be done; what an outcome begets is in the intake before the outcome is settled. */
    open: async (): Promise<{ readonly messages: number; readonly count: number }> => {
      const [row] = await database.sql<{ messages: number; count: number }[]>`
        SELECT (SELECT count(*) FROM intake)::int AS messages,
               (SELECT count(*) FROM intake i, unnest(i.routes) AS decided(name)
                 WHERE NOT EXISTS (SELECT FROM delivery d WHERE d.message_id = i.id AND d.route = decided.name))::int
             + (SELECT count(*) FROM delivery WHERE state NOT IN ${database.sql(ended)})::int AS count`;
      return row ?? { messages: 0, count: 0 };
    },
  };
}
