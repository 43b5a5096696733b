import type { ConfirmChannel, Options } from "amqplib";
import { inWindow } from "./in-window.ts";

/** One publish, as amqplib takes it. */
export type BenchMessage = {
  readonly exchange: string;
  readonly routingKey: string;
  readonly body: Buffer;
  readonly options: Options.Publish;
};

/** The publisher of every measure on amqplib: persistent, mandatory, so many unconfirmed at once; resolves when all are confirmed. */
export async function publishAll(
  channel: ConfirmChannel,
  count: number,
  messageOf: (index: number) => BenchMessage,
): Promise<void> {
  const publish = (index: number) =>
    new Promise<void>((done, fail) => {
      const { exchange, routingKey, body, options } = messageOf(index);
      const all = { persistent: true, mandatory: true, contentType: "application/json", ...options };
      channel.publish(exchange, routingKey, body, all, (error: unknown) => (error ? fail(error) : done()));
    });
  await inWindow(count, publish);
}
