import type { Channel, ChannelModel } from "amqplib";

/** A channel for asking and declaring, whose errors are those of what was asked on it. */
export async function openChannel(connection: ChannelModel): Promise<Channel> {
  const channel = await connection.createChannel();
  // Without a listener an error, which also rejects what was asked, would end the process.
  channel.on("error", () => undefined);
  return channel;
}
