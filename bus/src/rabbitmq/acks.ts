import type { Channel } from "amqplib";

/** The acks of one channel whose deliveries are all ours, sent in as few frames as their order allows. */
export type Acks = {
  /** Acks a delivery, together with the others of this turn of the event loop. */
  ack(tag: number): void;
  /** Tells of a delivery that was settled in another way. */
  settled(tag: number): void;
  /** Sends at once what has gathered, where the channel still takes it. */
  flush(): void;
};

/**
 * Opens the acks of a new channel. A frame per ack would cost this process a system call and the broker an entry in the
 * log of the queue, each; deliveries that were settled by one commit are mostly neighbours, and one frame acks them all.
 */
export function gatherAcks(channel: Pick<Channel, "ack">): Acks {
  /** The lowest tag that nothing has been heard of: beyond it, "all up to" would take in what is still at work. */
  let open = 1;
  const gathered = new Set<number>();
  const settledBefore = new Set<number>();
  let scheduled = false;

  const flush = () => {
    scheduled = false;
    let upTo: number | undefined;
    for (; gathered.has(open) || settledBefore.has(open); open += 1) {
      // The frame must name a delivery that the broker still waits for.
      if (gathered.delete(open)) upTo = open;
      settledBefore.delete(open);
    }
    if (upTo !== undefined) channel.ack(deliveryOf(upTo), true);
    for (const tag of gathered) {
      channel.ack(deliveryOf(tag), false);
      settledBefore.add(tag);
    }
    gathered.clear();
  };

  const flushIfOpen = () => {
    try {
      flush();
    } catch {
      // A channel that is closing takes no acks: the broker delivers again, and the ledger knows what is done.
    }
  };

  return {
    ack(tag) {
      gathered.add(tag);
      if (scheduled) return;
      scheduled = true;
      // After every promise of this turn: what one commit has settled is then here.
      process.nextTick(() => {
        if (scheduled) flushIfOpen();
      });
    },
    settled: (tag) => void settledBefore.add(tag),
    flush: flushIfOpen,
  };
}

/** All that amqplib reads of a message that it acks. */
const deliveryOf = (deliveryTag: number) => ({ fields: { deliveryTag } }) as Parameters<Channel["ack"]>[0];
