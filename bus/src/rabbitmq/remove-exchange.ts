import type { ChannelModel } from "amqplib";
import { openChannel } from "./open-channel.ts";

/** Deletes an exchange that nothing is bound to. @throws in the broker's words where something is */
export async function removeExchange(connection: ChannelModel, name: string): Promise<void> {
  const channel = await openChannel(connection);
  await channel.deleteExchange(name, { ifUnused: true });
  await channel.close();
}
