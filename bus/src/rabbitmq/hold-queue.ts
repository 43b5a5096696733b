import { setTimeout as sleep } from "node:timers/promises";
import type { ChannelModel } from "amqplib";
import { leftIn, QueueInUse } from "./drain.ts";
import { openChannel } from "./open-channel.ts";

const everyMs = 50;

/**
 * Becomes the active consumer of a queue that has a single one, and does nothing: whoever comes later waits, and gets the
 * messages in their order when the returned function has let go.
 * @throws QueueInUse where somebody else is the active one
 */
export async function holdQueue(connection: ChannelModel, queue: string): Promise<() => Promise<void>> {
  // Asked before: of a queue with a single active consumer RabbitMQ 3.10 counts that one only, and those who wait are not seen.
  await leftIn(connection, queue);
  const channel = await openChannel(connection);
  await channel.prefetch(1, false);
  await channel.consume(queue, () => undefined);
  for (;;) {
    const { consumerCount } = await channel.checkQueue(queue);
    if (consumerCount > 1) throw new QueueInUse(queue, consumerCount - 1);
    // The count follows a little later.
    if (consumerCount === 1) return () => channel.close();
    await sleep(everyMs);
  }
}
