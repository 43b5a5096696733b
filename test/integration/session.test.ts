import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Channel } from "amqplib";
import { pino } from "pino";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { consume, type Delivered } from "../../bus/src/rabbitmq/consumer.ts";
import { openPublisher, type Publication } from "../../bus/src/rabbitmq/publisher.ts";
import { openSession, type Generation } from "../../bus/src/rabbitmq/session.ts";
import { eventually } from "../support/eventually.ts";
import { freshVhost, servers } from "../support/servers.ts";
import { openTcpLink, type TcpLink } from "../support/tcp-link.ts";

/** What amqplib, its connection manager and RabbitMQ do behind one's back, and what the session layer makes of it. */

const log = pino({ level: "silent" });
let amqpUrl: string;
beforeAll(async () => {
  amqpUrl = await freshVhost();
});

let names = 0;
const freshQueue = () => `queue-${(names += 1)}`;

async function link(): Promise<TcpLink> {
  const opened = await openTcpLink(amqpUrl, 5_672);
  onTestFinished(() => opened.cut());
  return opened;
}

/** A channel of the test's own, straight to the broker. */
async function openChannel(): Promise<Channel> {
  const channels: Channel[] = [];
  const session = openSession({
    url: amqpUrl,
    name: "test",
    log,
    setup: async (generation) => void channels.push(await generation.channel()),
  });
  onTestFinished(() => session.close());
  await session.ready(10_000);
  return last(channels);
}

const quorum = { durable: true, arguments: { "x-queue-type": "quorum" } };

/** A consumer behind a link, with everything that it was ever given. */
async function openConsumer(queue: string, url = amqpUrl) {
  const delivered: Delivered[] = [];
  const generations: Generation[] = [];
  const session = openSession({
    url,
    name: "consumer",
    log,
    setup: async (generation) => {
      await consume(generation, { queue, prefetch: 10, onMessage: (message) => delivered.push(message) });
      generations.push(generation);
    },
  });
  onTestFinished(() => session.close());
  await session.ready(10_000);
  const came = (count: number) =>
    eventually(
      "deliveries",
      async () => delivered.length,
      (n) => n >= count,
    );
  return { session, delivered, generations, came };
}

async function openPublishing(url = amqpUrl) {
  const publisher = openPublisher({ url, name: "publisher", log });
  onTestFinished(() => publisher.close());
  await publisher.ready(10_000);
  return publisher;
}

const toQueue = (queue: string, id = "m-1", more: Partial<Publication> = {}): Publication => ({
  exchange: "",
  routingKey: queue,
  id,
  body: Buffer.from("{}"),
  contentType: "application/json",
  type: "note.taken.v1",
  headers: {},
  ...more,
});

const inQueue = async (channel: Channel, queue: string) => (await channel.checkQueue(queue)).messageCount;

describe("a consumer", () => {
  test("acks nothing on a connection that did not deliver: the old tag would be another message's", async () => {
    const { url, cut, mend } = await link();
    const channel = await openChannel();
    const queue = freshQueue();
    await channel.assertQueue(queue, quorum);
    const { delivered, came, session } = await openConsumer(queue, url);
    const publisher = await openPublishing();
    await Promise.all(["m-1", "m-2"].map((id) => publisher.publish(toQueue(queue, id))));
    await came(2);
    const old = delivered.slice(0, 2);
    await cut();
    await eventually(
      "the end of the generation",
      async () => old.every(({ ended }) => ended.aborted),
      Boolean,
    );
    await mend();
    await came(4);
    for (const message of old) message.ack();
    const [again, other] = delivered.slice(2);
    expect([again?.redelivered, other?.redelivered]).toEqual([true, true]);
    again?.ack();
    await session.close();
    expect(
      await eventually(
        "what is left",
        () => inQueue(channel, queue),
        (count) => count > 0,
      ),
    ).toBe(1);
  });

  test("acks once, however often it is told to: a second ack would end the channel", async () => {
    const channel = await openChannel();
    const queue = freshQueue();
    await channel.assertQueue(queue, quorum);
    const { delivered, came, generations } = await openConsumer(queue);
    const publisher = await openPublishing();
    await publisher.publish(toQueue(queue, "m-1"));
    await came(1);
    delivered[0]?.ack();
    delivered[0]?.ack();
    delivered[0]?.deadLetter();
    await publisher.publish(toQueue(queue, "m-2"));
    await came(2);
    expect(generations).toHaveLength(1);
  });

  test("is built anew when another channel of its connection fails", async () => {
    const channel = await openChannel();
    const queue = freshQueue();
    await channel.assertQueue(queue, quorum);
    const { delivered, came, generations } = await openConsumer(queue);
    const [first] = generations;
    const doomed = await first?.channel();
    await doomed?.checkQueue("no such queue").catch(() => undefined);
    await eventually(
      "the next generation",
      async () => generations.length,
      (count) => count === 2,
    );
    expect(first?.ended.aborted).toBe(true);
    await (await openPublishing()).publish(toQueue(queue));
    await came(1);
    expect(delivered[0]?.id).toBe("m-1");
  });

  test("is built anew when the broker cancels it, as soon as its queue is there again", async () => {
    const channel = await openChannel();
    const queue = freshQueue();
    await channel.assertQueue(queue, quorum);
    const { delivered, came, session } = await openConsumer(queue);
    await channel.deleteQueue(queue);
    await eventually(
      "the end of the session",
      async () => session.connected,
      (connected) => !connected,
    );
    await channel.assertQueue(queue, quorum);
    await (await openPublishing()).publish(toQueue(queue));
    await came(1);
    delivered[0]?.ack();
    expect(delivered[0]?.id).toBe("m-1");
  });

  test("is built anew when the broker throws everybody out", async () => {
    const { control } = servers().rabbitmq;
    if (!control) return; // a broker given by its URL takes no orders from here
    const channel = await openChannel();
    const queue = freshQueue();
    await channel.assertQueue(queue, quorum);
    const { came, generations } = await openConsumer(queue);
    const vhost = new URL(amqpUrl).pathname.slice(1);
    const words = ["--quiet", "close_all_connections", "--vhost", vhost, "maintenance"];
    await promisify(execFile)(control.command, [...control.args, ...words], {
      env: { ...process.env, ...control.env },
    });
    await eventually(
      "the next generation",
      async () => generations.length,
      (count) => count === 2,
    );
    await (await openPublishing()).publish(toQueue(queue));
    expect(await came(1)).toBe(1);
  });

  test("gives everything back when its session closes, and knows that it is over", async () => {
    const channel = await openChannel();
    const queue = freshQueue();
    await channel.assertQueue(queue, quorum);
    const { delivered, came, session } = await openConsumer(queue);
    const publisher = await openPublishing();
    await publisher.publish(toQueue(queue, "m-1"));
    await publisher.publish(toQueue(queue, "m-2"));
    await came(2);
    delivered[0]?.ack();
    await session.close();
    expect(delivered[1]?.ended.aborted).toBe(true);
    delivered[1]?.ack();
    expect(
      await eventually(
        "what is left",
        () => inQueue(channel, queue),
        (count) => count > 0,
      ),
    ).toBe(1);
  });

  test("has every ack at the broker when its session closes", async () => {
    const channel = await openChannel();
    const queue = freshQueue();
    await channel.assertQueue(queue, quorum);
    const publisher = await openPublishing();
    for (let round = 0; round < 5; round += 1) {
      const { delivered, came, session } = await openConsumer(queue);
      await Promise.all(Array.from({ length: 10 }, (_, n) => publisher.publish(toQueue(queue, `m-${n}`))));
      await came(10);
      for (const message of delivered) message.ack();
      await session.close();
      expect(await inQueue(channel, queue)).toBe(0);
    }
  });
});

describe("a publish", () => {
  test("is stored when the broker says so, and unroutable when it came back, although a confirm follows", async () => {
    const channel = await openChannel();
    const queue = freshQueue();
    await channel.assertQueue(queue, quorum);
    const publisher = await openPublishing();
    expect(await publisher.publish(toQueue(queue))).toBe("stored");
    expect(await inQueue(channel, queue)).toBe(1);
    expect(await publisher.publish(toQueue("no such queue"))).toBe("unroutable");
  });

  test("that came back says nothing of another publish of the same message", async () => {
    const channel = await openChannel();
    const queue = freshQueue();
    await channel.assertQueue(queue, quorum);
    const publisher = await openPublishing();
    const results = await Promise.all(
      [queue, "no such queue", queue].map((to) => publisher.publish(toQueue(to))),
    );
    expect(results).toEqual(["stored", "unroutable", "stored"]);
  });

  test("that a full queue refuses is not stored", async () => {
    const channel = await openChannel();
    const queue = freshQueue();
    const limited = { "x-queue-type": "quorum", "x-max-length": 1, "x-overflow": "reject-publish" };
    await channel.assertQueue(queue, { durable: true, arguments: limited });
    const publisher = await openPublishing();
    const results: string[] = [];
    // The limit of a quorum queue is not sharp.
    while (results.at(-1) !== "unknown" && results.length < 50)
      results.push(await publisher.publish(toQueue(queue, `m-${results.length}`)));
    expect(results.at(-1)).toBe("unknown");
  });

  test("to an exchange that is not there ends the session, which comes back", async () => {
    const channel = await openChannel();
    const queue = freshQueue();
    await channel.assertQueue(queue, quorum);
    const publisher = await openPublishing();
    expect(await publisher.publish(toQueue(queue, "m-1", { exchange: "nowhere" }))).toBe("unknown");
    await publisher.ready(10_000);
    expect(await publisher.publish(toQueue(queue))).toBe("stored");
  });

  test("with headers that AMQP cannot carry is refused, and hurts no other", async () => {
    const channel = await openChannel();
    const queue = freshQueue();
    await channel.assertQueue(queue, quorum);
    const publisher = await openPublishing();
    const headers = { note: "x".repeat(200_000) };
    const results = await Promise.all([
      publisher.publish(toQueue(queue, "m-1")),
      publisher.publish(toQueue(queue, "m-2", { headers })),
      publisher.publish(toQueue(queue, "m-3")),
    ]);
    expect(results).toEqual(["stored", "refused", "stored"]);
  });

  test("is refused at once while the broker is away, and taken again when it is back", async () => {
    const { url, cut, mend } = await link();
    const channel = await openChannel();
    const queue = freshQueue();
    await channel.assertQueue(queue, quorum);
    const publisher = await openPublishing(url);
    await cut();
    await eventually(
      "the end of the session",
      async () => publisher.connected,
      (connected) => !connected,
    );
    expect(await publisher.publish(toQueue(queue))).toBe("refused");
    await mend();
    await publisher.ready(10_000);
    expect(await publisher.publish(toQueue(queue))).toBe("stored");
    expect(await inQueue(channel, queue)).toBe(1);
  });

  test("whose connection dies before the confirm is unknown; the same again under its id is stored", async () => {
    const { url, cut, mend, deafen } = await link();
    const channel = await openChannel();
    const queue = freshQueue();
    await channel.assertQueue(queue, quorum);
    const publisher = await openPublishing(url);
    deafen();
    const publishing = publisher.publish(toQueue(queue));
    // It was stored all the same; only the confirm is lost.
    await eventually(
      "the message",
      () => inQueue(channel, queue),
      (count) => count === 1,
    );
    await cut();
    expect(await publishing).toBe("unknown");
    await mend();
    await publisher.ready(10_000);
    expect(await publisher.publish(toQueue(queue))).toBe("stored");
    const copies = [await channel.get(queue), await channel.get(queue)];
    expect(copies.map((copy) => copy && (copy.properties.messageId as unknown))).toEqual(["m-1", "m-1"]);
  });

  test("beyond so many without a confirm is refused: memory stays bounded", async () => {
    const { url, cut, deafen } = await link();
    const channel = await openChannel();
    const queue = freshQueue();
    await channel.assertQueue(queue, quorum);
    const publisher = await openPublishing(url);
    deafen();
    const window = Array.from({ length: 2_000 }, (_, n) => publisher.publish(toQueue(queue, `m-${n}`)));
    expect(await publisher.publish(toQueue(queue, "one too many"))).toBe("refused");
    await cut();
    expect(new Set(await Promise.all(window))).toEqual(new Set(["unknown"]));
  });
});

describe("a session", () => {
  test("without a broker says where, why and what to do, and nothing secret; and it can be closed", async () => {
    const { cut, url } = await link();
    await cut();
    const withPassword = new URL(url);
    withPassword.password = "hunter2";
    const session = openSession({ url: withPassword.href, name: "test", log, setup: async () => undefined });
    const failure = await session.ready(300).catch((error: unknown) => error as Error);
    expect(failure?.message).toMatch(
      /^RabbitMQ at amqp:\/\/127\.0\.0\.1:\d+\/\S+ is not usable: .*ECONNREFUSED/,
    );
    expect(failure?.message).toContain("Check SPINDLE_AMQP_URL");
    expect(JSON.stringify([failure?.message, failure?.stack])).not.toContain("hunter2");
    await session.close();
  });

  test("whose setup fails tries again, and is not ready before", async () => {
    let tries = 0;
    const session = openSession({
      url: amqpUrl,
      name: "test",
      log,
      setup: async () => {
        tries += 1;
        if (tries === 1) throw new Error("not yet");
      },
    });
    onTestFinished(() => session.close());
    await session.ready(10_000);
    expect(tries).toBe(2);
    expect(session.connected).toBe(true);
  });

  test("takes the next of its URLs where one does not answer", async () => {
    const { url, cut } = await link();
    await cut();
    const session = openSession({
      url: `${url},${amqpUrl}`,
      name: "test",
      log,
      setup: async () => undefined,
    });
    onTestFinished(() => session.close());
    await session.ready(10_000);
    expect(session.connected).toBe(true);
  });
});

function last<T>(items: readonly T[]): T {
  const item = items.at(-1);
  if (item === undefined) throw new Error("there is none");
  return item;
}
