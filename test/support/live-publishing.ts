import { connect } from "amqplib";
import { onTestFinished } from "vitest";

/** Publishes a message after the other, each once the one before is confirmed, until it is told to stop. */
export type LivePublishing = {
  /** The ids that the broker has confirmed so far, in their order. */
  readonly confirmed: readonly string[];
  /** Resolves when so many more are confirmed. */
  more(count: number): Promise<void>;
  stop(): Promise<readonly string[]>;
};

type To = { readonly exchange: string; readonly key: string; readonly headers?: Record<string, unknown> };

/** Starts publishing; it ends with the test, if not before. */
export async function publishLive(
  amqpUrl: string,
  { exchange, key, headers = {} }: To,
): Promise<LivePublishing> {
  const connection = await connect(amqpUrl);
  const channel = await connection.createConfirmChannel();
  const confirmed: string[] = [];
  const waiting = new Set<{ readonly count: number; readonly resolve: () => void }>();
  let stopped = false;
  const run = async () => {
    while (!stopped) {
      const messageId = String(confirmed.length);
      await new Promise<void>((resolve, reject) => {
        channel.publish(
          exchange,
          key,
          Buffer.from(messageId),
          { messageId, headers, persistent: true },
          (error: unknown) => (error ? reject(new Error("not confirmed", { cause: error })) : resolve()),
        );
      });
      confirmed.push(messageId);
      for (const each of waiting) if (confirmed.length >= each.count && waiting.delete(each)) each.resolve();
    }
  };
  const running = run();
  const stop = async () => {
    stopped = true;
    await running;
    return confirmed;
  };
  onTestFinished(async () => {
    await stop();
    await connection.close();
  });
  return {
    confirmed,
    more: (count) => new Promise((resolve) => waiting.add({ count: confirmed.length + count, resolve })),
    stop,
  };
}
