import type { Channel } from "amqplib";
import type { Topology } from "./topology.ts";

/** The part of a channel that declares. */
type Declarer = Pick<Channel, "assertExchange" | "assertQueue" | "bindQueue">;

/** Declares exchanges, queues and bindings; doing it again changes nothing. */
export async function declareTopology(channel: Declarer, { exchanges, queues }: Topology): Promise<void> {
  for (const { name, type } of exchanges) await channel.assertExchange(name, type, { durable: true });
  for (const { name, arguments: given, bindings } of queues) {
    await channel.assertQueue(name, { durable: true, arguments: given });
    for (const { exchange, key } of bindings) await channel.bindQueue(name, exchange, key);
  }
}
