import type { ChannelModel, ConsumeMessage } from "amqplib";
import { letterOf, type Letter } from "./letter.ts";
import { openPassOn, type Address } from "./pass-on.ts";
import type { HandOn } from "./drain.ts";

/**
 * Says for each message to which queues it goes on; a message with none has been kept elsewhere when this resolves. They
 * come in the order of their queue.
 */
export type Rehome = (letters: readonly Letter[]) => Promise<readonly (readonly string[])[]>;

type Moving = {
  readonly rehome: Rehome;
  readonly addressOf: (queue: string, message: ConsumeMessage) => Address;
};

/** Moves messages to where they are at home now. */
export async function openMove(connection: ChannelModel, { rehome, addressOf }: Moving): Promise<HandOn> {
  const passOn = await openPassOn(connection);
  return async (batch) => {
    const homes = await rehome(batch.map(letterOf));
    await passOn(
      batch.flatMap((message, n) =>
        (homes[n] ?? []).map((queue) => ({ message, address: addressOf(queue, message) })),
      ),
    );
  };
}

/** A message's way into a queue by the default exchange. */
export const straightTo = (queue: string): Address => ({ exchange: "", key: queue });
