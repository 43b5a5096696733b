import { setTimeout as sleep } from "node:timers/promises";
import type { ChannelModel, ConsumeMessage } from "amqplib";
import { openChannel } from "./open-channel.ts";

/** Takes over messages, oldest first; they leave their queue once it resolves, and stay where they are if it rejects. */
export type HandOn = (batch: readonly ConsumeMessage[]) => Promise<void>;

type Draining = {
  readonly queue: string;
  /** How many are handed on at once. */
  readonly batch: number;
  readonly handOn: HandOn;
  /** Waits before the queue that was seen empty is looked at again. */
  readonly pause?: (ms: number) => Promise<void>;
};

const idleMs = 100;
const consumersGoneMs = 5_000;
/** A publish that was routed just before the last binding went may reach the queue after it was seen empty. */
const stragglersMs = 1_000;

/** A queue cannot be emptied or deleted, because somebody consumes from it. */
export class QueueInUse extends Error {
  constructor(queue: string, consumers: number) {
    super(
      `Queue ${queue} has ${consumers} consumer${consumers === 1 ? "" : "s"}: stop the processes that read from it ` +
        `(workers, the recorder for ….dead, the ingress for spindle.intake), then run this again.`,
    );
    this.name = "QueueInUse";
  }
}

/**
 * Empties a queue that nothing is routed to any more, in the order of its messages. Afterwards nobody consumes it and
 * nothing is in it or on its way out of it: quorum queues cannot be deleted `ifEmpty` or `ifUnused`, so this is what makes
 * a deletion safe.
 * @throws QueueInUse where somebody else consumes it
 */
export async function drain(connection: ChannelModel, draining: Draining): Promise<void> {
  const { pause = sleep } = draining;
  // Of one that was killed the broker may not know yet, and what it held would come back behind newer messages.
  await leftIn(connection, draining.queue);
  do {
    await drainOnce(connection, draining);
    await pause(stragglersMs);
  } while ((await leftIn(connection, draining.queue)) > 0);
}

/**
 * The messages of a queue without consumers. The broker learns of a closed channel or a killed process a little later, and
 * until then a message may be on its way to it.
 * @throws QueueInUse where somebody consumes it
 */
export async function leftIn(connection: ChannelModel, queue: string): Promise<number> {
  const channel = await openChannel(connection);
  const deadline = Date.now() + consumersGoneMs;
  for (;;) {
    const { messageCount, consumerCount } = await channel.checkQueue(queue);
    if (consumerCount > 0 && Date.now() > deadline) throw new QueueInUse(queue, consumerCount);
    if (consumerCount === 0) {
      await channel.close();
      return messageCount;
    }
    await sleep(idleMs);
  }
}

async function drainOnce(connection: ChannelModel, { queue, batch, handOn }: Draining): Promise<void> {
  const channel = await openChannel(connection);
  const arrived: ConsumeMessage[] = [];
  let wake = () => {};
  await channel.prefetch(batch, false);
  await channel.consume(queue, (message) => {
    if (message) arrived.push(message);
    wake();
  });
  for (;;) {
    const taken = arrived.splice(0);
    if (taken.length > 0) {
      await handOn(taken);
      for (const message of taken) channel.ack(message);
      continue;
    }
    const { messageCount, consumerCount } = await channel.checkQueue(queue);
    if (consumerCount > 1) throw new QueueInUse(queue, consumerCount - 1);
    if (arrived.length > 0) continue;
    if (messageCount === 0) break;
    await Promise.race([new Promise<void>((resolve) => (wake = resolve)), sleep(idleMs)]);
  }
  // Its acks come before its close, and what was on its way to us goes back.
  await channel.close();
}
