import { connect } from "amqp-connection-manager";
import type { Channel, ChannelModel, ConfirmChannel } from "amqplib";
import type { Logger } from "pino";

/**
 * One connection and everything opened on it. It is never mended: any error on a channel ends the whole generation,
 * and the next one is built from nothing, so that no ack can reach a channel that did not deliver the message.
 */
export type Generation = {
  channel(): Promise<Channel>;
  confirmChannel(): Promise<ConfirmChannel>;
  /** Aborted when the connection or any of its channels is gone. */
  readonly ended: AbortSignal;
  /** Ends the generation because of an error that its user noticed. */
  fail(error: Error): void;
};

/** What is rebuilt on every new connection, such as a consumer. */
export type Setup = (generation: Generation) => Promise<void>;

export type Session = {
  readonly connected: boolean;
  /** Resolves when a generation stands; rejects with a clear text when none does in time. */
  ready(timeoutMs: number): Promise<void>;
  close(): Promise<void>;
};

type SessionOptions = {
  /** One URL, or several separated by commas (a cluster). */
  readonly url: string;
  /** Shown in the broker's list of connections. */
  readonly name: string;
  readonly log: Logger;
  readonly setup: Setup;
};

const heartbeatSeconds = 10;
const reconnectSeconds = 1;
const connectTimeoutMs = 5_000;
const closeTimeoutMs = 5_000;

/** Keeps one broker connection alive and runs `setup` on each new one. */
export function openSession({ url, name, log, setup }: SessionOptions): Session {
  const manager = connect(url.split(","), {
    heartbeatIntervalInSeconds: heartbeatSeconds,
    reconnectTimeInSeconds: reconnectSeconds,
    connectionOptions: {
      timeout: connectTimeoutMs,
      noDelay: true,
      keepAlive: true,
      clientProperties: { connection_name: name },
    },
  });
  let standing = false;
  let current: OwnedGeneration | undefined;
  let lastError: Error | undefined;
  const waiting = new Set<() => void>();

  manager.on("connectFailed", ({ err }) => {
    lastError = err;
    log.warn({ broker: withoutCredentials(url), reason: err.message }, "broker not reachable, trying again");
  });
  manager.on("connect", () => {
    const connection = manager.connection;
    if (!connection) return;
    const generation = beginGeneration(connection, log);
    current = generation;
    generation.ended.addEventListener("abort", () => (standing = false));
    setup(generation).then(
      () => {
        if (generation.ended.aborted) return;
        standing = true;
        for (const resolve of waiting) resolve();
        waiting.clear();
      },
      (error: unknown) => {
        lastError = error instanceof Error ? error : new Error(String(error));
        generation.fail(lastError);
      },
    );
  });

  return {
    get connected() {
      return standing;
    },
    async ready(timeoutMs) {
      if (standing) return;
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(unreachable(url, lastError)), timeoutMs);
        waiting.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    },
    async close() {
      const closing = current?.close().then(() => manager.close()) ?? manager.close();
      await Promise.race([closing, afterMs(closeTimeoutMs)]);
    },
  };
}

/** A frozen broker would never say goodbye. */
const afterMs = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms).unref());

type OwnedGeneration = Generation & {
  /** Ends it with every ack at the broker: only a channel's own close comes after its acks. */
  close(): Promise<void>;
};

function beginGeneration(connection: ChannelModel, log: Logger): OwnedGeneration {
  const controller = new AbortController();
  const channels = new Set<Channel>();
  const end = (reason: string) => {
    if (controller.signal.aborted) return;
    controller.abort(new Error(reason));
    // The connection manager sees the close and connects again; closing twice only rejects, which says nothing new.
    connection.close().catch(() => undefined);
  };
  connection.on("error", (error: Error) => log.warn({ reason: error.message }, "broker connection failed"));
  connection.on("close", () => end("connection closed"));

  const watch = <C extends Channel>(channel: C): C => {
    channels.add(channel);
    // Without a listener of its own a channel error would end the connection with an uncaught exception.
    channel.on("error", (error: Error) => {
      log.warn({ reason: error.message }, "broker channel failed");
      end(error.message);
    });
    channel.on("close", () => {
      channels.delete(channel);
      end("channel closed");
    });
    return channel;
  };
  return {
    channel: async () => watch(await connection.createChannel()),
    confirmChannel: async () => watch(await connection.createConfirmChannel()),
    ended: controller.signal,
    fail: (error) => {
      log.warn({ reason: error.message }, "broker session starts over");
      end(error.message);
    },
    async close() {
      controller.abort(new Error("session closed"));
      await Promise.allSettled([...channels].map((channel) => channel.close()));
    },
  };
}

/** The error of a broker that cannot be used: where, why, and the next step. */
export function unreachable(url: string, cause: Error | undefined): Error {
  return new Error(
    `RabbitMQ at ${withoutCredentials(url)} is not usable: ${cause?.message ?? "no answer"}. ` +
      `Check SPINDLE_AMQP_URL, and that the node runs ("spindle doctor" tells more).`,
    { cause },
  );
}

/** An AMQP URL that may be shown. */
export function withoutCredentials(url: string): string {
  return url.replace(/\/\/[^@/]*@/g, "//");
}
