import { setTimeout as sleep } from "node:timers/promises";
import type { ChannelModel } from "amqplib";
import { QueueInUse } from "./drain.ts";
import { openChannel } from "./open-channel.ts";

const everyMs = 50;

/**
 * Becomes the active consumer of a queue that has a single one, and does nothing: whoever comes later waits, and gets the
 * messages in their order when the returned function has let go.
 * @throws QueueInUse where somebody else may be the active one
 */
export async function holdQueue(connection: ChannelModel, queue: string): Promise<() => Promise<void>> {
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
