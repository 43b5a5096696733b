import { Connection } from "rabbitmq-client";
import { benchQueue } from "./bench-queue.ts";
import { countdown } from "./countdown.ts";
import { inWindow } from "./in-window.ts";
import { orderBody } from "./note-adapter.ts";
import type { Place } from "./place.ts";
import { startMeter } from "./processor-time.ts";
import { window, type Sample } from "./sample.ts";

/** rabbitmq-client's publish-confirm-ack on one queue; it keeps no ledger. */
export async function rabbitmqClientLoop(
  { amqpUrl, servers }: Place,
  { messages }: { readonly messages: number },
): Promise<Sample> {
  const queue = "bench.rabbitmq-client";
  const connection = new Connection(amqpUrl);
  const publisher = connection.createPublisher({ confirm: true });
  const acked = countdown(messages, "acks of rabbitmq-client");
  const consumer = connection.createConsumer(
    { queue, queueOptions: { queue, ...benchQueue }, qos: { prefetchCount: window } },
    () => acked.one(),
  );
  await new Promise<void>((resolve) => consumer.on("ready", resolve));

  const meter = startMeter(servers);
  const envelope = { routingKey: queue, durable: true, mandatory: true, contentType: "application/json" };
  const publish = (index: number) => publisher.send(envelope, orderBody(`ord-${index}`));
  await Promise.all([acked.all, inWindow(messages, publish)]);
  const sample = meter.stop(messages);
  await consumer.close();
  await publisher.close();
  await connection.close();
  return sample;
}
