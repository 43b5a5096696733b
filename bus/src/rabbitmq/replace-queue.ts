import type { Channel, ChannelModel, ConsumeMessage } from "amqplib";
import { drain, leftIn } from "./drain.ts";
import { siblingQueue } from "./names.ts";
import { openChannel } from "./open-channel.ts";
import { openPassOn, ownKeyOf, type Address, type PassOn } from "./pass-on.ts";
import { singleActiveConsumer, type Binding, type QueueDeclaration } from "./topology.ts";

/** A queue that is to have other arguments, which RabbitMQ cannot change. */
export type Replacement = {
  readonly queue: QueueDeclaration;
  /** Every binding that it may have now. */
  readonly formerBindings: readonly Binding[];
  /** Whether the queue that stands is not yet the declared one. */
  readonly differs: boolean;
  readonly reached: Reached;
};

/** Is told of each step when it is done; a test kills here. */
export type Reached = (step: ReplacementStep) => void;
export type ReplacementStep =
  | "sibling declared"
  | "sibling bound"
  | "unbound"
  | "put aside"
  | "drained"
  | "deleted"
  | "declared"
  | "bound"
  | "sibling unbound"
  | "put back"
  | "returned"
  | "sibling deleted";

/**
 * Replaces a queue by one with the declared arguments, without losing a message and while publishing goes on. The name
 * can only be used again when the old queue is gone, so a sibling holds its messages, and collects new ones, meanwhile.
 *
 * At every moment one of the two is bound and nothing is acked before it is stored elsewhere, so this can die anywhere:
 * run again, it goes on from what it finds. What was under way comes twice.
 * @throws QueueInUse where somebody consumes the queue: the only copy of a message may be in those hands
 */
export async function replaceQueue(connection: ChannelModel, replacement: Replacement): Promise<void> {
  const { queue, differs, reached } = replacement;
  const sibling = siblingQueue(queue.name);
  const channel = await openChannel(connection);
  const passOn = await openPassOn(connection);
  if (differs) await putAside({ connection, channel, passOn }, replacement);
  await channel.assertQueue(queue.name, { durable: true, arguments: queue.arguments });
  reached("declared");
  await bindAll(channel, queue.name, queue.bindings);
  reached("bound");
  for (const { exchange, key } of queue.bindings) await channel.unbindQueue(sibling, exchange, key);
  reached("sibling unbound");
  await drain(connection, {
    queue: sibling,
    batch: batchOf(queue),
    handOn: async (batch) => {
      await passOn(batch, (message) => backTo(queue, message));
      reached("put back");
    },
  });
  reached("returned");
  await channel.deleteQueue(sibling);
  reached("sibling deleted");
  await channel.close();
}

type Broker = { readonly connection: ChannelModel; readonly channel: Channel; readonly passOn: PassOn };

async function putAside(
  { connection, channel, passOn }: Broker,
  { queue, formerBindings, reached }: Replacement,
): Promise<void> {
  const sibling = siblingQueue(queue.name);
  // Asked first: with somebody at work on it nothing is changed at all.
  await leftIn(connection, queue.name);
  await channel.assertQueue(sibling, { durable: true, arguments: siblingArguments });
  reached("sibling declared");
  await bindAll(channel, sibling, queue.bindings);
  reached("sibling bound");
  for (const { exchange, key } of [...formerBindings, ...queue.bindings]) {
    await channel.unbindQueue(queue.name, exchange, key);
  }
  reached("unbound");
  await drain(connection, {
    queue: queue.name,
    batch: batchOf(queue),
    handOn: async (batch) => {
      await passOn(batch, () => ({ exchange: "", key: sibling, noteKey: true }));
      reached("put aside");
    },
  });
  reached("drained");
  await channel.deleteQueue(queue.name);
  reached("deleted");
}

/** No limit that would drop a message: the mover may die as often as it wants. */
const siblingArguments = {
  "x-queue-type": "quorum",
  "x-delivery-limit": 1_000_000_000,
  "x-overflow": "reject-publish",
};

/** One by one where order counts: of several under way, the broker could refuse the first and store the second. */
const batchOf = (queue: QueueDeclaration): number => (queue.arguments[singleActiveConsumer] ? 1 : 200);

/** By the default exchange, unless the dead letters of the queue keep their key: then by its own exchange, with that key. */
function backTo({ name, arguments: given, bindings }: QueueDeclaration, message: ConsumeMessage): Address {
  const [binding] = bindings;
  const keepsKey = "x-dead-letter-exchange" in given && !("x-dead-letter-routing-key" in given);
  if (keepsKey && binding) return { exchange: binding.exchange, key: ownKeyOf(message) };
  return { exchange: "", key: name };
}

async function bindAll(channel: Channel, queue: string, bindings: readonly Binding[]): Promise<void> {
  for (const { exchange, key } of bindings) await channel.bindQueue(queue, exchange, key);
}
