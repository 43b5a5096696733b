import type { ChannelModel } from "amqplib";

/** Everything that waits in a queue, in its order; it is acked. */
export async function takeAll(connection: ChannelModel, queue: string) {
  const channel = await connection.createChannel();
  const { messageCount } = await channel.checkQueue(queue);
  const taken: { readonly id: unknown; readonly key: string; readonly body: string }[] = [];
  if (messageCount > 0) {
    await new Promise<void>((resolve) => {
      void channel.consume(queue, (message) => {
        if (!message) return;
        const { properties, fields, content } = message;
        taken.push({ id: properties.messageId, key: fields.routingKey, body: content.toString() });
        channel.ack(message);
        if (taken.length === messageCount) resolve();
      });
    });
  }
  await channel.close();
  return taken;
}
