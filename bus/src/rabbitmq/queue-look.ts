import type { ChannelModel } from "amqplib";

/** What a queue holds for nobody yet, and how many consumers it has. A queue that does not exist holds nothing. */
export type QueueLook = { readonly ready: number; readonly consumers: number; readonly exists: boolean };

/** Looks at a queue without touching it. Messages that a consumer has been given are not seen. */
export async function lookAtQueue(connection: ChannelModel, queue: string): Promise<QueueLook> {
  const channel = await connection.createChannel();
  // A missing queue closes the channel; the error also rejects the question.
  channel.on("error", () => undefined);
  try {
    const { messageCount, consumerCount } = await channel.checkQueue(queue);
    await channel.close();
    return { ready: messageCount, consumers: consumerCount, exists: true };
  } catch (error) {
    if (error instanceof Error && error.message.includes("404"))
      return { ready: 0, consumers: 0, exists: false };
    throw error;
  }
}
