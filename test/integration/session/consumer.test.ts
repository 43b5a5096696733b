import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { drain, openConsumer, openQueue, quorum } from "../../support/broker-client.ts";
import { eventually } from "../../support/eventually.ts";
import { freshVhost, servers } from "../../support/servers.ts";

/** A consumer outlives what the broker does to it. */

let amqpUrl: string;
beforeAll(async () => {
  amqpUrl = await freshVhost();
});

test("is built anew when another channel of its connection fails", async () => {
  const { queue, publish } = await openQueue(amqpUrl);
  const { delivered, came, generations } = await openConsumer({ url: amqpUrl, queue });
  const [first] = generations;
  const doomed = await first?.channel();
  await doomed?.checkQueue("no such queue").catch(() => undefined);
  await eventually(
    "the next generation",
    async () => generations.length,
    (count) => count === 2,
  );
  expect(first?.ended.aborted).toBe(true);
  await publish("m-1");
  await came(1);
  expect(delivered[0]?.id).toBe("m-1");
});

test("is built anew when the broker cancels it, as soon as its queue is there again", async () => {
  const { queue, channel, publish } = await openQueue(amqpUrl);
  const { delivered, came, session } = await openConsumer({ url: amqpUrl, queue });
  await channel.deleteQueue(queue);
  await eventually(
    "the end of the session",
    async () => session.connected,
    (connected) => !connected,
  );
  await channel.assertQueue(queue, quorum());
  await publish("m-1");
  await came(1);
  expect(delivered[0]?.id).toBe("m-1");
});

test("is built anew when the broker throws everybody out", async ({ skip }) => {
  const { control } = servers().rabbitmq;
  if (!control) return skip("a broker given by its URL takes no orders from here");
  const { queue, publish } = await openQueue(amqpUrl);
  const { came, generations } = await openConsumer({ url: amqpUrl, queue });
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
  await eventually(
    "a publish",
    () => publish("m-1"),
    (result) => result === "stored",
  );
  expect(await came(1)).toBe(1);
});

test("a message whose handler throws is handed to the dead-letter queue, and the next one is handled", async () => {
  const { queue, channel, publish } = await openQueue(amqpUrl, {
    arguments: {
      "x-dead-letter-exchange": "",
      "x-dead-letter-routing-key": "dead",
      "x-dead-letter-strategy": "at-least-once",
      "x-overflow": "reject-publish",
    },
  });
  await channel.assertQueue("dead", quorum());
  const { came, generations } = await openConsumer({
    url: amqpUrl,
    queue,
    onMessage: (message) => {
      if (message.id === "bad") throw new Error("a bug");
      message.ack();
    },
  });
  for (const id of ["m-1", "bad", "m-2"]) await publish(id);
  await came(3);
  const dead = await eventually(
    "the dead letter",
    () => drain(channel, "dead"),
    ({ length }) => length > 0,
  );
  expect(dead).toEqual(["bad"]);
  expect(generations).toHaveLength(1);
});

test("a single active consumer that stops keeps the order for the next one", async () => {
  const { queue, publish } = await openQueue(amqpUrl, { arguments: { "x-single-active-consumer": true } });
  const first = await openConsumer({ url: amqpUrl, queue });
  const ids = Array.from({ length: 14 }, (_, n) => `m-${n + 1}`);
  for (const id of ids) await publish(id);
  // All that it may hold; the rest waits. Were it cancelled before its channel closes, the next one would get that rest
  // first.
  await first.came(10);
  const second = await openConsumer({ url: amqpUrl, queue, prefetch: 20 });
  first.delivered[1]?.ack();
  await first.session.close();
  await second.came(13);
  expect(second.delivered.map(({ id }) => id)).toEqual(ids.filter((id) => id !== "m-2"));
});
