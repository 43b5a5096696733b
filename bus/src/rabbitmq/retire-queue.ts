import type { ChannelModel } from "amqplib";
import { drain, leftIn } from "./drain.ts";
import { exists } from "./inspect.ts";
import { openChannel } from "./open-channel.ts";
import { openMove, straightTo, type Rehome } from "./rehome.ts";
import type { Binding } from "./topology.ts";

/** A queue that has no use any more. */
export type Retirement = {
  readonly queue: string;
  /** Every binding that it may have. */
  readonly bindings: readonly Binding[];
  readonly rehome: Rehome;
  readonly reached: (step: RetirementStep) => void;
};

export type RetirementStep = "unbound" | "moved" | "drained" | "deleted";

const batch = 200;

/**
 * Unbinds a queue, gives its messages a new home in their order, and deletes it. Nothing is acked before it is stored
 * elsewhere, so this can die anywhere and be run again.
 * @throws QueueInUse where somebody consumes the queue
 */
export async function retireQueue(
  connection: ChannelModel,
  { queue, bindings, rehome, reached }: Retirement,
): Promise<void> {
  if (!(await exists(connection, queue))) return;
  // Asked first: with somebody at work on it nothing is changed at all.
  await leftIn(connection, queue);
  const channel = await openChannel(connection);
  for (const { exchange, key } of bindings) await channel.unbindQueue(queue, exchange, key);
  reached("unbound");
  const move = await openMove(connection, { rehome, addressOf: straightTo });
  const handOn = async (messages: Parameters<typeof move>[0]) => {
    await move(messages);
    reached("moved");
  };
  await drain(connection, { queue, batch, handOn });
  reached("drained");
  await channel.deleteQueue(queue);
  reached("deleted");
  await channel.close();
}
