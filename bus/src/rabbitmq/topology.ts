import type { Channel, Options } from "amqplib";
import { intakeRoute } from "../route.ts";
import { deadQueue, exchanges, intakeQueue, journalQueue, retryQueue, workQueue } from "./names.ts";

/** A route as the broker knows it: its name and the message type that feeds it. */
export type RoutedType = { readonly route: string; readonly type: string };

/** Redeliveries that the broker allows before it dead-letters: far more than a healthy day's restarts. */
const deliveryLimit = 100;
const journalRetention = "7D";

/** The part of a channel that declares. */
export type Declarer = Pick<Channel, "assertExchange" | "assertQueue" | "bindQueue">;

/** Declares exchanges, queues and bindings; doing it again changes nothing. Identical on RabbitMQ 3.10 and 4.x. */
export async function declareTopology(channel: Declarer, routes: readonly RoutedType[]): Promise<void> {
  await channel.assertExchange(exchanges.intake, "fanout", { durable: true });
  await channel.assertExchange(exchanges.messages, "topic", { durable: true });
  await channel.assertExchange(exchanges.retry, "direct", { durable: true });
  await channel.assertExchange(exchanges.dead, "direct", { durable: true });

  await channel.assertQueue(journalQueue, {
    durable: true,
    arguments: { "x-queue-type": "stream", "x-max-age": journalRetention },
  });
  await channel.bindQueue(journalQueue, exchanges.messages, "#");

  await channel.assertQueue(deadQueue(intakeRoute), quorum());
  await channel.bindQueue(deadQueue(intakeRoute), exchanges.dead, intakeRoute);
  await channel.assertQueue(
    intakeQueue,
    quorum({ "x-single-active-consumer": true, ...deadLetters(intakeRoute) }),
  );
  await channel.bindQueue(intakeQueue, exchanges.intake, "");

  for (const { route, type } of routes) {
    await channel.assertQueue(deadQueue(route), quorum());
    await channel.bindQueue(deadQueue(route), exchanges.dead, route);
    await channel.assertQueue(retryQueue(route), quorum(deadLetters(route)));
    await channel.bindQueue(retryQueue(route), exchanges.retry, route);
    await channel.assertQueue(workQueue(route), quorum(deadLetters(route)));
    await channel.bindQueue(workQueue(route), exchanges.messages, type);
  }
}

function quorum(more: Record<string, unknown> = {}): Options.AssertQueue {
  return {
    durable: true,
    arguments: {
      "x-queue-type": "quorum",
      // Always explicit: the default differs between broker versions, and with it order and loss.
      "x-delivery-limit": deliveryLimit,
      "x-overflow": "reject-publish",
      ...more,
    },
  };
}

/** At-least-once dead-lettering; the default would lose messages when the broker dies in between. */
function deadLetters(route: string): Record<string, unknown> {
  return {
    "x-dead-letter-exchange": exchanges.dead,
    "x-dead-letter-routing-key": route,
    "x-dead-letter-strategy": "at-least-once",
  };
}
