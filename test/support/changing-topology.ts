import { connect, type ChannelModel, type Channel } from "amqplib";
import { onTestFinished } from "vitest";
import { openDatabase, type Database } from "../../bus/src/postgres/connect.ts";
import { withoutKeys } from "../../bus/src/sealing/seals.ts";
import { postgresTopologyStore } from "../../bus/src/postgres/topology-store.ts";
import type { Inspected } from "../../bus/src/rabbitmq/inspect.ts";
import { topologyOf, type RoutedType } from "../../bus/src/rabbitmq/topology.ts";
import { applyTopology, type Applying } from "../../bus/src/topology/apply.ts";
import { lookAt } from "../../bus/src/topology/look.ts";
import { migratedDatabase, freshVhost } from "./servers.ts";

/** A broker and a database whose topology a test changes. */
export type ChangingTopology = {
  readonly amqpUrl: string;
  readonly databaseUrl: string;
  readonly connection: ChannelModel;
  readonly channel: Channel;
  readonly sql: Database["sql"];
  /** Applies; everything of a lane group is in one lane. */
  readonly apply: (routes: readonly RoutedType[], applying?: Omit<Applying, "store">) => Promise<unknown>;
  /** Applies with `migrate`, dies at a step, and applies again. */
  readonly applyTwice: (routes: readonly RoutedType[], fatal: string) => Promise<void>;
  readonly plan: (routes: readonly RoutedType[]) => Promise<readonly Inspected[]>;
  /** Makes a declared queue one of an older version: with another delivery limit. */
  readonly age: (routes: readonly RoutedType[], queue: string) => Promise<void>;
};

/** Opens one; what it opened ends with the test. */
export async function openChangingTopology(): Promise<ChangingTopology> {
  const [amqpUrl, databaseUrl] = await Promise.all([freshVhost(), migratedDatabase()]);
  const { sql, close } = openDatabase({ url: databaseUrl, connections: 4, name: "test" });
  onTestFinished(close);
  const connection = await connect(amqpUrl, { noDelay: true });
  onTestFinished(() => connection.close());
  const channel = await connection.createChannel();
  const store = postgresTopologyStore(sql, withoutKeys);
  const apply: ChangingTopology["apply"] = (routes, applying = {}) =>
    applyTopology(amqpUrl, routes, {
      store,
      laneOf: async () => "one lane",
      settle: async () => {},
      ...applying,
    });
  return {
    amqpUrl,
    databaseUrl,
    connection,
    channel,
    sql,
    apply,
    async applyTwice(routes, fatal) {
      const dying = apply(routes, {
        migrate: true,
        reached: (step) => {
          if (step === fatal) throw new Error(`died: ${step}`);
        },
      });
      await dying.then(
        () => Promise.reject(new Error(`never reached: ${fatal}`)),
        (error: unknown) => {
          if (!String(error).includes(`died: ${fatal}`)) throw error;
        },
      );
      await apply(routes, { migrate: true });
    },
    plan: async (routes) => lookAt(connection, topologyOf(routes), await store.remembered()),
    async age(routes, name) {
      const queue = topologyOf(routes).queues.find((each) => each.name === name);
      if (!queue) throw new Error(`${name} is not declared`);
      await channel.deleteQueue(name);
      await channel.assertQueue(name, {
        durable: true,
        arguments: { ...queue.arguments, "x-delivery-limit": 7 },
      });
      for (const { exchange, key } of queue.bindings) await channel.bindQueue(name, exchange, key);
    },
  };
}
