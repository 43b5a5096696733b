import { setTimeout as sleep } from "node:timers/promises";
import { tokenHeading } from "../../bus/src/delivery/token-heading.ts";
import { connect } from "amqplib";
import { onTestFinished } from "vitest";
import { noteToken } from "../../bus/src/testing/delivery/note.ts";

/** Publishes note after note, each once the one before is confirmed, until it is told to stop. */
export type LivePublishing = {
  /** Resolves when so many more are confirmed. */
  more(count: number): Promise<void>;
  /** The message ids that the broker has confirmed, in their order. */
  stop(): Promise<readonly string[]>;
};

type Wanted = {
  readonly exchange: string;
  readonly key: string;
  /** The routes that the notes are for. */
  readonly routes: readonly string[];
  /** Between one and the next. */
  readonly pauseMs?: number;
};

/** Starts publishing; it ends with the test, if not before. */
export async function publishLive(
  amqpUrl: string,
  { exchange, key, routes, pauseMs = 0 }: Wanted,
): Promise<LivePublishing> {
  const connection = await connect(amqpUrl, { noDelay: true });
  const channel = await connection.createConfirmChannel();
  const confirmed: string[] = [];
  const waiting = new Set<{ readonly count: number; readonly resolve: () => void }>();
  let stopped = false;
  const publishOne = () => {
    const { envelope, body } = noteToken({ routes });
    const { properties, headers } = tokenHeading(envelope, { routes });
    return new Promise<string>((resolve, reject) => {
      channel.publish(
        exchange,
        key,
        Buffer.from(body),
        { ...properties, headers, persistent: true },
        (error: unknown) =>
          error ? reject(new Error("not confirmed", { cause: error })) : resolve(envelope.id),
      );
    });
  };
  const run = async () => {
    while (!stopped) {
      confirmed.push(await publishOne());
      if (pauseMs > 0) await sleep(pauseMs);
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
    more: (count) => new Promise((resolve) => waiting.add({ count: confirmed.length + count, resolve })),
    stop,
  };
}
