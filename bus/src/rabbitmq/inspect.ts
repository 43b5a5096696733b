import type { Channel, ChannelModel } from "amqplib";
import { siblingQueue } from "./names.ts";
import { openChannel } from "./open-channel.ts";
import type { ExchangeDeclaration, QueueDeclaration, Topology } from "./topology.ts";

/** An exchange or queue as it is on the broker, against how it is declared. */
export type Inspected = {
  readonly kind: "exchange" | "queue";
  readonly name: string;
  /**
   * `moving`: a replacement was cut off, its sibling holds messages. `unwanted`: it was declared once and is no more.
   */
  readonly state: "exists" | "missing" | "differs" | "moving" | "unwanted";
  /** What differs, in the broker's words. */
  readonly difference?: string;
  /** A queue's messages that wait to be delivered. */
  readonly messages?: number;
};

/** The name of something that was declared once. */
export type Once = Pick<Inspected, "kind" | "name">;

type Declaration =
  | ({ readonly kind: "exchange" } & ExchangeDeclaration)
  | ({ readonly kind: "queue" } & QueueDeclaration);

/**
 * Compares every declared exchange and queue with the broker, and changes nothing. What was declared once is looked for
 * too. Bindings cannot be asked for over AMQP; declaring them again is harmless, and the scheduler does so all the time.
 */
export async function inspectTopology(
  connection: ChannelModel,
  { exchanges, queues }: Topology,
  declaredOnce: readonly Once[] = [],
): Promise<readonly Inspected[]> {
  const declarations: readonly Declaration[] = [
    ...exchanges.map((exchange) => ({ kind: "exchange" as const, ...exchange })),
    ...queues.map((queue) => ({ kind: "queue" as const, ...queue })),
  ];
  const inspected: Inspected[] = [];
  for (const declaration of declarations) inspected.push(await inspect(connection, declaration));
  const declared = new Set(declarations.map(keyOf));
  for (const once of declaredOnce.filter((each) => !declared.has(keyOf(each))))
    inspected.push(...(await inspectUnwanted(connection, once)));
  return inspected;
}

const keyOf = ({ kind, name }: Once): string => `${kind} ${name}`;

async function inspect(connection: ChannelModel, declaration: Declaration): Promise<Inspected> {
  const { kind, name } = declaration;
  const moving = kind === "queue" ? await look(connection, kind, siblingQueue(name)) : undefined;
  const found = await look(connection, kind, name);
  const messages = messagesIn(found, moving);
  if (!found) return { kind, name, state: moving ? "moving" : "missing", ...messages };
  // It exists, so declaring it either changes nothing or is refused with the difference.
  const same = await onChannel(connection, (channel) => declare(channel, declaration));
  const difference = same.error && { difference: differenceIn(same.error.message) };
  if (moving) return { kind, name, state: "moving", ...difference, ...messages };
  return { kind, name, state: difference ? "differs" : "exists", ...difference, ...messages };
}

async function inspectUnwanted(
  connection: ChannelModel,
  { kind, name }: Once,
): Promise<readonly Inspected[]> {
  const found = await look(connection, kind, name);
  const moving = kind === "queue" ? await look(connection, kind, siblingQueue(name)) : undefined;
  return found || moving ? [{ kind, name, state: "unwanted", ...messagesIn(found, moving) }] : [];
}

/** Whether there is such a queue. */
export async function exists(connection: ChannelModel, queue: string): Promise<boolean> {
  return (await look(connection, "queue", queue)) !== undefined;
}

type Found = { readonly messages?: number };

/** Whether it is there, and how many messages wait in it. */
async function look(
  connection: ChannelModel,
  kind: Inspected["kind"],
  name: string,
): Promise<Found | undefined> {
  const { value } = await onChannel(connection, async (channel): Promise<Found> => {
    if (kind === "queue") return { messages: (await channel.checkQueue(name)).messageCount };
    await channel.checkExchange(name);
    return {};
  });
  return value;
}

function messagesIn(...found: readonly (Found | undefined)[]): Found {
  const counts = found.flatMap((each) => each?.messages ?? []);
  return counts.length === 0 ? {} : { messages: counts.reduce((sum, count) => sum + count, 0) };
}

async function declare(channel: Channel, declaration: Declaration): Promise<void> {
  const { name } = declaration;
  if (declaration.kind === "queue")
    await channel.assertQueue(name, { durable: true, arguments: declaration.arguments });
  else await channel.assertExchange(name, declaration.type, { durable: true });
}

/** A refusal closes its channel, so every question has a channel of its own. A closed connection is thrown. */
async function onChannel<Value>(
  connection: ChannelModel,
  use: (channel: Channel) => Promise<Value>,
): Promise<{ readonly value?: Value; readonly error?: Error }> {
  const channel = await openChannel(connection);
  try {
    const value = await use(channel);
    await channel.close();
    return { value };
  } catch (error) {
    if (error instanceof Error && /\b(404|406)\b/.test(error.message)) return { error };
    throw error;
  }
}

/** `…with message "PRECONDITION_FAILED - inequivalent arg 'x' for queue 'q' in vhost 'v': received … but current is …"` */
function differenceIn(message: string): string {
  return /PRECONDITION_FAILED - (.*?)"?$/.exec(message)?.[1] ?? message;
}
