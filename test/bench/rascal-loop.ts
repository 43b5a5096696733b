import { once } from "node:events";
import rascal from "rascal";
import { benchQueue } from "./bench-queue.ts";
import { countdown } from "./countdown.ts";
import { inWindow } from "./in-window.ts";
import { orderBody } from "./note-adapter.ts";
import type { Place } from "./place.ts";
import { startMeter } from "./processor-time.ts";
import { window, type Sample } from "./sample.ts";

/**
 * Rascal's publish-confirm-ack on one queue; it keeps no ledger. A channel of its pool carries one unconfirmed publish at
 * a time, and five channels are its default.
 */
export async function rascalLoop(
  { amqpUrl, servers }: Place,
  { messages, channels = 5 }: { readonly messages: number; readonly channels?: number },
): Promise<Sample> {
  const queue = "bench.rascal";
  const vhost = new URL(amqpUrl).pathname.slice(1);
  const broker = await rascal.BrokerAsPromised.create(
    rascal.withDefaultConfig({
      vhosts: {
        [vhost]: {
          publicationChannelPools: { confirmPool: { max: channels } },
          connection: { url: amqpUrl },
          queues: { [queue]: { options: benchQueue } },
        },
      },
      publications: {
        order: {
          vhost,
          queue,
          confirm: true,
          options: { persistent: true, mandatory: true },
        },
      },
      subscriptions: {
        orders: { vhost, queue, prefetch: window },
      },
    }),
  );
  broker.on("error", () => undefined); // a failure shows as a publish that is not confirmed
  const acked = countdown(messages, "acks of Rascal");
  const subscription = await broker.subscribe("orders");
  subscription.on("message", (_message, _content, ackOrNack) => {
    ackOrNack();
    acked.one();
  });

  const meter = startMeter(servers);
  const publish = async (index: number) => {
    const options = { contentType: "application/json" };
    await once(await broker.publish("order", orderBody(`ord-${index}`), { options }), "success");
  };
  await Promise.all([acked.all, inWindow(messages, publish)]);
  const sample = meter.stop(messages);
  await broker.shutdown();
  return sample;
}
