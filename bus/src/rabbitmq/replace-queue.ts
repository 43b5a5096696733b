import type { Channel, ChannelModel, ConsumeMessage } from "amqplib";
import { drain, leftIn } from "./drain.ts";
import { holdQueue } from "./hold-queue.ts";
import { siblingQueue } from "./names.ts";
import { openChannel } from "./open-channel.ts";
import { ownKeyOf, type Address } from "./pass-on.ts";
import { openMove, straightTo, type Rehome } from "./rehome.ts";
import type { Binding, QueueDeclaration } from "./topology.ts";

/** A queue that is to have other arguments, which RabbitMQ cannot change. */
export type Replacement = {
  readonly queue: QueueDeclaration;
  /** Every binding that it may have now. */
  readonly formerBindings: readonly Binding[];
  /** Whether the queue that stands is not yet the declared one. */
  readonly differs: boolean;
  /**
   * Keeps what must not lose its order to the messages that come meanwhile, of a queue with a single active consumer.
   * Without it all go by the sibling, behind what that has collected.
   */
  readonly rehome?: Rehome | undefined;
  /** Is told of each step when it is done; a test kills here. */
  readonly reached: (step: ReplacementStep) => void;
};

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

const batch = 200;

/**
 * Replaces queues by ones with the declared arguments, without losing a message and while publishing goes on. A name can
 * only be used again when its old queue is gone, so a sibling holds the messages, and collects new ones, meanwhile.
 *
 * At every moment one of the two is bound and nothing is acked before it is stored elsewhere, so this can die anywhere:
 * run again, it goes on from what it finds. What was under way comes twice.
 * @param settle waits until the broker would still know a queue that was declared before, if it were killed
 * @throws QueueInUse where somebody consumes a queue: the only copy of a message may be in those hands
 */
export async function replaceQueues(
  connection: ChannelModel,
  replacements: readonly Replacement[],
  settle: () => Promise<void>,
): Promise<void> {
  if (replacements.length === 0) return;
  const channel = await openChannel(connection);
  const differing = replacements.filter(({ differs }) => differs);
  // Asked first: with somebody at work on one of them nothing is changed at all.
  for (const { queue } of differing) await leftIn(connection, queue.name);
  for (const { queue, reached } of differing) {
    await channel.assertQueue(siblingQueue(queue.name), { durable: true, arguments: siblingArguments });
    reached("sibling declared");
  }
  if (differing.length > 0) await settle();
  for (const replacement of differing) await putAside(connection, channel, replacement);
  for (const { queue, reached } of replacements) {
    await channel.assertQueue(queue.name, { durable: true, arguments: queue.arguments });
    reached("declared");
  }
  await settle();
  for (const replacement of replacements) await bringBack(connection, channel, replacement);
  await channel.close();
}

async function putAside(connection: ChannelModel, channel: Channel, replacement: Replacement): Promise<void> {
  const { queue, formerBindings, reached } = replacement;
  const sibling = siblingQueue(queue.name);
  await bindAll(channel, sibling, queue.bindings);
  reached("sibling bound");
  await unbindAll(channel, queue.name, [...formerBindings, ...queue.bindings]);
  reached("unbound");
  await empty(connection, queue.name, {
    ...replacement,
    addressOf: (home) => (home === queue.name ? { ...straightTo(sibling), noteKey: true } : straightTo(home)),
    moved: "put aside",
  });
  reached("drained");
  await channel.deleteQueue(queue.name);
  reached("deleted");
}

async function bringBack(
  connection: ChannelModel,
  channel: Channel,
  replacement: Replacement,
): Promise<void> {
  const { queue, rehome, reached } = replacement;
  const sibling = siblingQueue(queue.name);
  // Held before it is bound: nobody is given a newer message before the older ones have their place.
  const letGo = rehome && (await holdQueue(connection, queue.name));
  await bindAll(channel, queue.name, queue.bindings);
  reached("bound");
  await unbindAll(channel, sibling, queue.bindings);
  reached("sibling unbound");
  await empty(connection, sibling, {
    ...replacement,
    addressOf: (home, message) => (home === queue.name ? wayInto(queue, message) : straightTo(home)),
    moved: "put back",
  });
  reached("returned");
  await channel.deleteQueue(sibling);
  reached("sibling deleted");
  await letGo?.();
}

/** No limit that would drop a message: whoever moves them may die as often as it wants. */
const siblingArguments = {
  "x-queue-type": "quorum",
  "x-delivery-limit": 1_000_000_000,
  "x-overflow": "reject-publish",
};

type Emptying = Omit<Replacement, "differs"> & {
  readonly addressOf: (home: string, message: ConsumeMessage) => Address;
  readonly moved: ReplacementStep;
};

async function empty(
  connection: ChannelModel,
  queue: string,
  { queue: { name }, rehome = async (letters) => letters.map(() => [name]), ...how }: Emptying,
): Promise<void> {
  const { addressOf, reached, moved } = how;
  const move = await openMove(connection, { rehome, addressOf });
  await drain(connection, {
    queue,
    batch,
    handOn: async (messages) => {
      await move(messages);
      reached(moved);
    },
  });
}

/** By the default exchange, unless the dead letters of the queue keep their key: then by its own exchange, with that key. */
function wayInto({ name, arguments: given, bindings }: QueueDeclaration, message: ConsumeMessage): Address {
  const [binding] = bindings;
  const keepsKey = "x-dead-letter-exchange" in given && !("x-dead-letter-routing-key" in given);
  return keepsKey && binding ? { exchange: binding.exchange, key: ownKeyOf(message) } : straightTo(name);
}

async function bindAll(channel: Channel, queue: string, bindings: readonly Binding[]): Promise<void> {
  for (const { exchange, key } of bindings) await channel.bindQueue(queue, exchange, key);
}

async function unbindAll(channel: Channel, queue: string, bindings: readonly Binding[]): Promise<void> {
  for (const { exchange, key } of bindings) await channel.unbindQueue(queue, exchange, key);
}
