import type { ChannelModel } from "amqplib";
import { eventually } from "./eventually.ts";

/** Everything that waits in a queue (once there are so many), in its order; it is acked. */
export async function takeAll(connection: ChannelModel, queue: string, atLeast = 0) {
  const channel = await connection.createChannel();
  const { messageCount } = await eventually(
    `${atLeast} messages in ${queue}`,
    () => channel.checkQueue(queue),
    (now) => now.messageCount >= atLeast,
  );
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
