import type { Channel, ConsumeMessage } from "amqplib";
import { gatherAcks, type Acks } from "./acks.ts";
import type { Generation } from "./generation.ts";
import { letterOf, type Letter } from "./letter.ts";

/** A message as the broker delivered it, with the only handles that may settle it. */
export type Delivered = Letter & {
  readonly routingKey: string;
  readonly redelivered: boolean;
  /** Acks on the channel that delivered it; once that channel is gone it does nothing, and the broker delivers again. */
  ack(): void;
  /** Hands it to the queue's dead-letter exchange. */
  deadLetter(): void;
  readonly ended: AbortSignal;
};

type ConsumeOptions = {
  readonly queue: string;
  readonly prefetch: number;
  readonly onMessage: (message: Delivered) => void;
};

/** Consumes a queue on a channel of its own for as long as the generation stands. */
export async function consume(generation: Generation, options: ConsumeOptions): Promise<void> {
  const channel = await generation.channel();
  const acks = gatherAcks(channel);
  // A session that closes has every ack at the broker; on a channel that broke there is nothing to send them on.
  generation.ended.addEventListener("abort", () => acks.flush());
  await channel.prefetch(options.prefetch, false);
  await channel.consume(options.queue, (raw) => {
    // The broker cancels a consumer whose queue was deleted or whose timeout ran out.
    if (raw === null) generation.fail(new Error(`the broker cancelled the consumer of ${options.queue}`));
    else handOver(delivered(channel, acks, raw, generation.ended), options, generation);
  });
}

/** A handler that throws is a bug of ours: its message must not be lost in it, nor end the channel and come again for ever. */
function handOver(message: Delivered, { queue, onMessage }: ConsumeOptions, { log }: Generation): void {
  try {
    onMessage(message);
  } catch (error) {
    log.error(
      { queue, messageId: message.id, err: error },
      "message not handled: handed to the dead-letter queue",
    );
    message.deadLetter();
  }
}

function delivered(channel: Channel, acks: Acks, raw: ConsumeMessage, ended: AbortSignal): Delivered {
  const { deliveryTag } = raw.fields;
  acks.delivered(deliveryTag);
  let settled = false;
  const once = (settle: () => void) => () => {
    if (settled || ended.aborted) return;
    settled = true;
    settle();
  };
  return {
    ...letterOf(raw),
    routingKey: raw.fields.routingKey,
    redelivered: raw.fields.redelivered,
    ack: once(() => acks.ack(deliveryTag)),
    deadLetter: once(() => {
      channel.nack(raw, false, false);
      acks.settled(deliveryTag);
    }),
    ended,
  };
}
