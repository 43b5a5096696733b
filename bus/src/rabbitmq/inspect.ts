import type { Channel, ChannelModel } from "amqplib";
import type { ExchangeDeclaration, QueueDeclaration, Topology } from "./topology.ts";

/** An exchange or queue as it is on the broker, against how it is declared. */
export type Inspected = {
  readonly kind: "exchange" | "queue";
  readonly name: string;
  readonly state: "exists" | "missing" | "differs";
  /** What differs, in the broker's words. */
  readonly difference?: string;
  /** A queue's messages that wait to be delivered. */
  readonly messages?: number;
};

type Declaration =
  | ({ readonly kind: "exchange" } & ExchangeDeclaration)
  | ({ readonly kind: "queue" } & QueueDeclaration);

/**
 * Compares every declared exchange and queue with the broker, and changes nothing. Bindings cannot be asked for over
 * AMQP; declaring them again is harmless, and the scheduler does so all the time.
 */
export async function inspectTopology(
  connection: ChannelModel,
  { exchanges, queues }: Topology,
): Promise<readonly Inspected[]> {
  const declarations: readonly Declaration[] = [
    ...exchanges.map((exchange) => ({ kind: "exchange" as const, ...exchange })),
    ...queues.map((queue) => ({ kind: "queue" as const, ...queue })),
  ];
  const inspected: Inspected[] = [];
  for (const declaration of declarations) inspected.push(await inspect(connection, declaration));
  return inspected;
}

async function inspect(connection: ChannelModel, declaration: Declaration): Promise<Inspected> {
  const { kind, name } = declaration;
  const found = await onChannel(connection, (channel) => look(channel, declaration));
  if (found.error) return { kind, name, state: "missing" };
  const messages = found.value === undefined ? {} : { messages: found.value };
  // It exists, so declaring it either changes nothing or is refused with the difference.
  const same = await onChannel(connection, (channel) => declare(channel, declaration));
  if (!same.error) return { kind, name, state: "exists", ...messages };
  return { kind, name, state: "differs", difference: differenceIn(same.error.message), ...messages };
}

async function look(channel: Channel, { kind, name }: Declaration): Promise<number | undefined> {
  if (kind === "queue") return (await channel.checkQueue(name)).messageCount;
  await channel.checkExchange(name);
  return undefined;
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
  const channel = await connection.createChannel();
  // The error also rejects the question; without a listener it would end the process.
  channel.on("error", () => undefined);
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
