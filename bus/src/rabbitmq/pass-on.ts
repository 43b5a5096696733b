import type { ChannelModel, ConsumeMessage, Options } from "amqplib";

/** Where a message is put. */
export type Address = {
  readonly exchange: string;
  readonly key: string;
  /** Notes the message's own routing key on it, for the way back. */
  readonly noteKey?: boolean;
};

/**
 * Publishes messages again, as they are. Resolves when the broker has stored all of them; throws where one came back, was
 * refused, or has no answer.
 */
export type PassOn = (batch: readonly Passage[]) => Promise<void>;
export type Passage = { readonly message: ConsumeMessage; readonly address: Address };

const ownKeyHeader = "x-spindle-key";

/** Opens a way to put messages into other queues. */
export async function openPassOn(connection: ChannelModel): Promise<PassOn> {
  const channel = await connection.createConfirmChannel();
  let returned: string | undefined;
  channel.on("error", () => undefined); // it also fails the publishes that wait
  channel.on("return", ({ fields: { exchange, routingKey } }) => {
    returned = `exchange "${exchange}", key ${routingKey}`;
  });
  const publish = ({ message, address }: Passage) =>
    new Promise<void>((resolve, reject) => {
      const { exchange, key } = address;
      channel.publish(exchange, key, message.content, propertiesOf(message, address), (error: unknown) => {
        if (error) reject(new Error(`the broker did not store a message for ${key}`, { cause: error }));
        else resolve();
      });
    });
  return async (batch) => {
    await Promise.all(batch.map(publish));
    // A return comes before the confirm of its message.
    if (returned !== undefined) throw new Error(`the broker has no queue for a message: ${returned}`);
  };
}

/** The routing key that a message was published with, also where it has been put aside since. */
export function ownKeyOf({ fields, properties }: ConsumeMessage): string {
  const noted: unknown = properties.headers?.[ownKeyHeader];
  return typeof noted === "string" ? noted : fields.routingKey;
}

/** All that it came with, but what the broker itself counts or checks. */
function propertiesOf(message: ConsumeMessage, { noteKey }: Address): Options.Publish {
  const { headers, userId: _checked, clusterId: _obsolete, ...kept } = message.properties;
  const { "x-delivery-count": _counted, [ownKeyHeader]: _noted, ...others } = headers ?? {};
  return {
    ...kept,
    headers: noteKey ? { ...others, [ownKeyHeader]: ownKeyOf(message) } : others,
    persistent: true,
    mandatory: true,
  };
}
