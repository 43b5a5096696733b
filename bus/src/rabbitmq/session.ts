import { connect } from "amqp-connection-manager";
import type { ChannelModel } from "amqplib";
import type { Logger } from "pino";
import { unreachable, withoutCredentials } from "./broker-url.ts";
import { beginGeneration, type Generation, type OwnedGeneration } from "./generation.ts";
import { pauseMs, shuffled } from "./reconnect.ts";

/** What is rebuilt on every new connection, such as a consumer. */
export type Setup = (generation: Generation) => Promise<void>;

export type Session = {
  readonly connected: boolean;
  /** Resolves when a generation stands; rejects with a clear text when none does in time. */
  ready(timeoutMs: number): Promise<void>;
  close(): Promise<void>;
};

/** The patience of a session. */
export type SessionTimes = {
  /** A broker that says nothing for two or three of these is gone. */
  readonly heartbeatSeconds: number;
  /** A frozen node accepts a connection and never greets; the next URL may be better. */
  readonly connectMs: number;
  /** A queue without a leader lets its consumers wait; another node may know one. */
  readonly setupMs: number;
  readonly closeMs: number;
};

const defaultTimes: SessionTimes = {
  heartbeatSeconds: 10,
  connectMs: 5_000,
  setupMs: 30_000,
  closeMs: 5_000,
};

/** How to reach a broker, and how patiently. */
export type SessionOptions = {
  /** One URL, or several separated by commas (a cluster). */
  readonly url: string;
  /** Shown in the broker's list of connections. */
  readonly name: string;
  readonly log: Logger;
  readonly times?: Partial<SessionTimes> | undefined;
  readonly random?: () => number;
};

/** Keeps one broker connection alive and runs `setup` on each new one. */
export function openSession({
  url,
  name,
  log,
  times: given,
  random = Math.random,
  setup,
}: SessionOptions & { readonly setup: Setup }): Session {
  const times = { ...defaultTimes, ...given };
  const urls = url.split(",");
  const manager = connect(urls, {
    heartbeatIntervalInSeconds: times.heartbeatSeconds,
    findServers: () => Promise.resolve(shuffled(urls, random)),
    connectionOptions: {
      timeout: times.connectMs,
      noDelay: true,
      keepAlive: true,
      clientProperties: { connection_name: name },
    },
  });
  let standing = false;
  let isClosed = false;
  let current: OwnedGeneration | undefined;
  let lastError: Error | undefined;
  let failures = 0;
  const waiting = new Set<() => void>();

  // The manager reads its pause when it has told of the failure.
  const setPause = () => (manager.reconnectTimeInSeconds = pauseMs(failures, urls.length, random) / 1_000);
  manager.on("connectFailed", ({ err }) => {
    lastError = err;
    failures += 1;
    setPause();
    log.warn({ broker: withoutCredentials(url), reason: err.message }, "broker not reachable, trying again");
  });
  manager.on("disconnect", setPause);
  manager.on("connect", () => {
    const { connection } = manager;
    // Closed while it was connecting: nothing may be consumed any more.
    if (isClosed) connection?.close().catch(() => undefined);
    else if (connection) begin(connection);
  });

  function begin(connection: ChannelModel): void {
    const generation = beginGeneration({ connection, log, closeMs: times.closeMs });
    current = generation;
    let hasStood = false;
    const failed = (error: unknown) => {
      lastError = error instanceof Error ? error : new Error(String(error));
      generation.fail(lastError);
    };
    const impatience = setTimeout(failed, times.setupMs, new Error("the broker did not answer in time"));
    generation.ended.addEventListener("abort", () => {
      clearTimeout(impatience);
      standing = false;
      if (!hasStood) failures += 1;
    });
    setup(generation).then(() => {
      if (generation.ended.aborted) return;
      clearTimeout(impatience);
      [standing, hasStood, failures] = [true, true, 0];
      for (const resolve of waiting) resolve();
      waiting.clear();
    }, failed);
  }

  return {
    get connected() {
      return standing;
    },
    async ready(timeoutMs) {
      if (standing) return;
      await new Promise<void>((resolve, reject) => {
        const stand = () => {
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(() => {
          waiting.delete(stand);
          reject(unreachable(url, lastError));
        }, timeoutMs);
        waiting.add(stand);
      });
    },
    async close() {
      isClosed = true;
      // A frozen broker would never say goodbye.
      const enough = new Promise<void>((resolve) => void setTimeout(resolve, times.closeMs).unref());
      await Promise.race([current?.close(), enough]);
      // It rejects when the connection is closing already.
      await Promise.race([manager.close().catch(() => undefined), enough]);
      current?.destroy();
    },
  };
}
