import { connect, type Channel } from "amqplib";
import { benchQueue } from "./bench-queue.ts";
import { countdown } from "./countdown.ts";
import { orderBody } from "./note-adapter.ts";
import type { Place } from "./place.ts";
import { startMeter } from "./processor-time.ts";
import { publishAll } from "./publish-all.ts";
import { window, type Sample } from "./sample.ts";

const exchange = "bench.bare";

/**
 * The yardstick: publish persistent and mandatory with confirms, consume and ack, and nothing else. With several queues
 * every message goes to all of them.
 */
export async function bareLoop(
  { amqpUrl, servers }: Place,
  { messages, queues = 1 }: { readonly messages: number; readonly queues?: number },
): Promise<Sample> {
  const connection = await connect(amqpUrl);
  const publisher = await connection.createConfirmChannel();
  await publisher.assertExchange(exchange, "fanout");
  const acked = countdown(messages * queues, "acks of the bare loop");
  for (let n = 0; n < queues; n += 1) {
    const queue = `bench.bare.${n}`;
    await publisher.assertQueue(queue, benchQueue);
    await publisher.bindQueue(queue, exchange, "");
    await consumeAndAck(await connection.createChannel(), queue, acked.one);
  }
  const meter = startMeter(servers);
  await Promise.all([
    acked.all,
    publishAll(publisher, messages, (index) => ({
      exchange,
      routingKey: "",
      body: orderBody(`ord-${index}`),
      options: {},
    })),
  ]);
  const sample = meter.stop(messages * queues);
  await connection.close();
  return sample;
}

async function consumeAndAck(channel: Channel, queue: string, acked: () => void): Promise<void> {
  await channel.prefetch(window, false);
  await channel.consume(queue, (message) => {
    if (!message) return;
    channel.ack(message);
    acked();
  });
}
