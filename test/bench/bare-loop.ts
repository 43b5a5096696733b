import { connect } from "amqplib";

export type LoopOptions = {
  readonly amqpUrl: string;
  readonly messages: number;
  readonly prefetch: number;
  /** Unconfirmed publishes at once. */
  readonly window: number;
  readonly body: (index: number) => Buffer;
};

/**
 * The yardstick: publish persistent and mandatory with confirms, consume, ack, on one quorum queue, and nothing else.
 * Gives messages a second, from the first publish to the last ack.
 */
export async function bareLoop({ amqpUrl, messages, prefetch, window, body }: LoopOptions): Promise<number> {
  const connection = await connect(amqpUrl);
  const publisher = await connection.createConfirmChannel();
  const consumer = await connection.createChannel();
  const queue = "bench.bare";
  await publisher.assertQueue(queue, {
    durable: true,
    arguments: { "x-queue-type": "quorum", "x-delivery-limit": 100, "x-overflow": "reject-publish" },
  });
  await consumer.prefetch(prefetch, false);

  const { promise: consumed, resolve } = Promise.withResolvers<void>();
  let acked = 0;
  await consumer.consume(queue, (message) => {
    if (!message) return;
    consumer.ack(message);
    acked += 1;
    if (acked === messages) resolve();
  });

  const startedAt = performance.now();
  let next = 0;
  const publishOne = () =>
    new Promise<void>((done, fail) => {
      const options = { persistent: true, mandatory: true, contentType: "application/json" };
      publisher.publish("", queue, body(next++), options, (error: unknown) => (error ? fail(error) : done()));
    });
  const lane = async () => {
    while (next < messages) await publishOne();
  };
  await Promise.all([consumed, ...Array.from({ length: window }, lane)]);
  const perSecond = messages / ((performance.now() - startedAt) / 1_000);
  await publisher.deleteQueue(queue);
  await connection.close();
  return perSecond;
}
