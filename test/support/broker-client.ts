import type { Channel } from "amqplib";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import { consume, type Delivered } from "../../bus/src/rabbitmq/consumer.ts";
import type { Generation } from "../../bus/src/rabbitmq/generation.ts";
import { openPublisher, type Publication } from "../../bus/src/rabbitmq/publisher.ts";
import { openSession, type SessionTimes } from "../../bus/src/rabbitmq/session.ts";
import { openProxy, type Proxy } from "../faults/support/proxy/proxy.ts";
import { eventually } from "./eventually.ts";

export const log = pino({ level: "silent" });

/** Arguments of a quorum queue, for `assertQueue`. */
export const quorum = (more: Readonly<Record<string, unknown>> = {}) => ({
  durable: true,
  arguments: { "x-queue-type": "quorum", ...more },
});

/** A proxy to a server, closed with the test. */
export async function proxyTo(url: string): Promise<Proxy> {
  const proxy = await openProxy(url);
  onTestFinished(() => proxy.close());
  return proxy;
}

/** A channel of the test's own, closed with the test. */
export async function openChannel(url: string): Promise<Channel> {
  const channels: Channel[] = [];
  const session = openSession({
    url,
    name: "test",
    log,
    setup: async (generation) => void channels.push(await generation.channel()),
  });
  onTestFinished(() => session.close());
  await session.ready(30_000);
  const [channel] = channels;
  if (!channel) throw new Error("no channel was opened");
  return channel;
}

type ConsumerOptions = {
  readonly url: string;
  readonly queue: string;
  readonly prefetch?: number;
  readonly onMessage?: (message: Delivered) => void;
  readonly times?: Partial<SessionTimes>;
  readonly random?: () => number;
};

/** A consumer with everything that it was ever given, closed with the test. */
export async function openConsumer({ url, queue, prefetch = 10, onMessage, ...patience }: ConsumerOptions) {
  const delivered: Delivered[] = [];
  const generations: Generation[] = [];
  const session = openSession({
    url,
    name: "consumer",
    log,
    ...patience,
    setup: async (generation) => {
      const keep = (message: Delivered) => {
        delivered.push(message);
        onMessage?.(message);
      };
      await consume(generation, { queue, prefetch, onMessage: keep });
      generations.push(generation);
    },
  });
  onTestFinished(() => session.close());
  await session.ready(30_000);
  const came = (count: number) =>
    eventually(
      `${count} deliveries`,
      async () => delivered.length,
      (n) => n >= count,
    );
  return { session, delivered, generations, came };
}

type PublisherOptions = Omit<Parameters<typeof openPublisher>[0], "name" | "log"> & {
  readonly readyMs?: number;
};

/** A publisher that is ready, closed with the test. */
export async function openPublishing({ readyMs = 30_000, ...options }: PublisherOptions) {
  const publisher = openPublisher({ name: "publisher", log, ...options });
  onTestFinished(() => publisher.close());
  await publisher.ready(readyMs);
  return publisher;
}

type QueueOptions = Omit<PublisherOptions, "url"> & {
  readonly arguments?: Readonly<Record<string, unknown>>;
  /** The publisher's way to the broker, where it is another. */
  readonly through?: string;
};

let queues = 0;

/** A quorum queue of the test's own, with a channel and a publisher for it. */
export async function openQueue(
  url: string,
  { arguments: given, through = url, ...publishing }: QueueOptions = {},
) {
  const queue = `queue-${(queues += 1)}`;
  const channel = await openChannel(url);
  await channel.assertQueue(queue, quorum(given));
  const publisher = await openPublishing({ url: through, ...publishing });
  return {
    queue,
    channel,
    publisher,
    publish: (id = "m-1", more: Partial<Publication> = {}) => publisher.publish(toQueue(queue, id, more)),
    count: () => inQueue(channel, queue),
  };
}

/** A publication straight into a queue. */
export const toQueue = (queue: string, id = "m-1", more: Partial<Publication> = {}): Publication => ({
  exchange: "",
  routingKey: queue,
  id,
  body: Buffer.from("{}"),
  contentType: "application/json",
  type: "note.taken.v1",
  headers: {},
  ...more,
});

/** How many messages wait in a queue. */
export const inQueue = async (channel: Channel, queue: string): Promise<number> =>
  (await channel.checkQueue(queue)).messageCount;

/** Takes everything out of a queue; answers the messages' ids, in their order. */
export async function drain(channel: Channel, queue: string): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const message = await channel.get(queue, { noAck: true });
    if (!message) return ids;
    ids.push(String(message.properties.messageId));
  }
}
