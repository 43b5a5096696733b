import { connect, type Channel } from "amqplib";
import { pino } from "pino";
import { afterAll } from "vitest";
import type { BusPlan } from "../../bus/src/config/bus-plan.ts";
import { plannedTypes } from "../../bus/src/config/routed-types.ts";
import { startIngress } from "../../bus/src/ingress/start.ts";
import { openDatabase, type Database } from "../../bus/src/postgres/connect.ts";
import { createToken } from "../../bus/src/postgres/tokens.ts";
import { exchanges } from "../../bus/src/rabbitmq/names.ts";
import { readSettings } from "../../bus/src/settings.ts";
import { applyTopology } from "../../bus/src/topology/apply.ts";
import { eventually } from "./eventually.ts";
import { migratedDatabase, freshVhost } from "./servers.ts";

/** A message as the bus published it. */
export type PublishedMessage = {
  readonly id: string;
  /** The bus's one header, read. */
  readonly heading: { readonly event: Readonly<Record<string, unknown>>; readonly routes: readonly string[] };
  readonly body: Buffer;
};

/** A real ingress over real servers, an AMQP channel of a stranger's, and an ear on everything that is published. */
export type WayIn = {
  readonly port: number;
  readonly url: string;
  readonly amqpUrl: string;
  readonly databaseUrl: string;
  /** A producer's. */
  readonly token: string;
  readonly sql: Database["sql"];
  /** Plain amqplib, as a stranger's program has it. */
  readonly channel: Channel;
  /** Waits for the message that the bus published under an id. */
  readonly published: (id: string) => Promise<PublishedMessage>;
  /** All that was published so far, by id; a message that was published twice is there twice. */
  readonly heard: readonly PublishedMessage[];
};

/** Opens a way in for a test file, which closes it; call it in `beforeAll`. */
export async function openWayIn(plan: BusPlan, log = pino({ level: "silent" })): Promise<WayIn> {
  const [amqpUrl, databaseUrl] = await Promise.all([freshVhost(), migratedDatabase()]);
  await applyTopology(amqpUrl, plannedTypes(plan.routes));
  const database = openDatabase({ url: databaseUrl, connections: 2, name: "test" });
  const { token } = await createToken(database.sql, {
    name: "test",
    roles: ["producer"],
    loopbackOnly: true,
  });
  const connection = await connect(amqpUrl, { noDelay: true });
  const channel = await connection.createChannel();
  const heard = await listen(channel);
  const settings = { ...readSettings({ SPINDLE_INGRESS_PORT: "0" }), amqpUrl, databaseUrl };
  const ingress = await startIngress({ settings, plan, log, name: "test ingress" });
  closers.push(async () => {
    await ingress.stop();
    await Promise.all([connection.close(), database.close()]);
  });
  const published = async (id: string) => {
    const messages = await eventually(
      `message ${id} to be published`,
      async () => heard.filter((message) => message.id === id),
      ({ length }) => length > 0,
    );
    const [first] = messages;
    if (!first) throw new Error("what is longer than nothing has a first");
    return first;
  };
  const url = `http://127.0.0.1:${ingress.port}`;
  return {
    port: ingress.port,
    url,
    amqpUrl,
    databaseUrl,
    token,
    sql: database.sql,
    channel,
    published,
    heard,
  };
}

// At import, so that it runs before the servers' own, which was registered by an import of this file.
const closers: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closers.splice(0)) await close();
});

async function listen(channel: Channel): Promise<readonly PublishedMessage[]> {
  const heard: PublishedMessage[] = [];
  const { queue } = await channel.assertQueue("", { exclusive: true });
  await channel.bindQueue(queue, exchanges.messages, "#");
  await channel.consume(
    queue,
    (message) => {
      if (!message) return;
      const { messageId, headers } = message.properties;
      // Only the bus publishes to this exchange.
      const heading = JSON.parse(String(headers?.["spindle"])) as PublishedMessage["heading"];
      heard.push({ id: String(messageId), heading, body: message.content });
    },
    { noAck: true },
  );
  return heard;
}
