import type { ChannelModel, ConsumeMessage } from "amqplib";
import { drain, leftIn } from "./drain.ts";
import { letterOf, type Letter } from "./letter.ts";
import { exists } from "./inspect.ts";
import { openChannel } from "./open-channel.ts";
import { openPassOn } from "./pass-on.ts";
import type { Binding } from "./topology.ts";

/** A queue that has no use any more. */
export type Retirement = {
  readonly queue: string;
  /** Every binding that it may have. */
  readonly bindings: readonly Binding[];
  /** The queues that a message goes on to; it leaves once it is there, or once this has kept it elsewhere. */
  readonly rehome: (letter: Letter) => Promise<readonly string[]>;
  readonly reached: (step: RetirementStep) => void;
};

export type RetirementStep = "unbound" | "moved" | "drained" | "deleted";

/**
 * Unbinds a queue, gives its messages a new home in their order, and deletes it. Nothing is acked before it is stored
 * elsewhere, so this can die anywhere and be run again.
 * @throws QueueInUse where somebody consumes the queue
 */
export async function retireQueue(connection: ChannelModel, retirement: Retirement): Promise<void> {
  const { queue, bindings, rehome, reached } = retirement;
  if (!(await exists(connection, queue))) return;
  // Asked first: with somebody at work on it nothing is changed at all.
  await leftIn(connection, queue);
  const channel = await openChannel(connection);
  for (const { exchange, key } of bindings) await channel.unbindQueue(queue, exchange, key);
  reached("unbound");
  const passOn = await openPassOn(connection);
  const move = async (message: ConsumeMessage) => {
    for (const home of await rehome(letterOf(message))) {
      await passOn([message], () => ({ exchange: "", key: home }));
    }
    reached("moved");
  };
  await drain(connection, {
    queue,
    batch: 50,
    handOn: async (batch) => {
      // One by one: a lane's order is that of its queue.
      for (const message of batch) await move(message);
    },
  });
  reached("drained");
  await channel.deleteQueue(queue);
  reached("deleted");
  await channel.close();
}
