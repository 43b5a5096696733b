import type { Channel } from "amqplib";

/** The acks of one channel whose deliveries are all ours, sent in as few frames as their order allows. */
export type Acks = {
  /** Tells of a delivery, in the order in which they come. */
  delivered(tag: number): void;
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
  /** What the broker waits for, by age; never more than the channel's prefetch. */
  const open = new Set<number>();
  const gathered = new Set<number>();
  let scheduled = false;

  const flush = () => {
    scheduled = false;
    let upTo: number | undefined;
    for (const tag of open) {
      // Beyond it, "all up to" would take in what is still at work.
      if (!gathered.delete(tag)) break;
      open.delete(tag);
      upTo = tag;
    }
    if (upTo !== undefined) channel.ack(deliveryOf(upTo), true);
    for (const tag of gathered) {
      open.delete(tag);
      channel.ack(deliveryOf(tag), false);
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
    delivered: (tag) => void open.add(tag),
    ack(tag) {
      gathered.add(tag);
      if (scheduled) return;
      scheduled = true;
      // After every promise of this turn: what one commit has settled is then here.
      process.nextTick(() => {
        if (scheduled) flushIfOpen();
      });
    },
    settled: (tag) => void open.delete(tag),
    flush: flushIfOpen,
  };
}

/** All that amqplib reads of a message that it acks. */
const deliveryOf = (deliveryTag: number) => ({ fields: { deliveryTag } }) as Parameters<Channel["ack"]>[0];
