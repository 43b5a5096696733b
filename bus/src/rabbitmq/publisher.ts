import type { ConfirmChannel, Options } from "amqplib";
import type { Logger } from "pino";
import { openSession, type Session } from "./session.ts";

/** One message for the broker. `id` must be the message's own: a repeat of a doubtful publish carries the same. */
export type Publication = {
  readonly exchange: string;
  readonly routingKey: string;
  readonly id: string;
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly type: string;
  readonly headers: Readonly<Record<string, unknown>>;
};

/**
 * What became of a publish. Only `stored` is proof; `unknown` may have been stored all the same (the confirm was lost),
 * so the caller repeats it under the same id.
 */
export type Published = "stored" | "unroutable" | "refused" | "unknown";

export type Publisher = Pick<Session, "connected" | "ready" | "close"> & {
  publish(publication: Publication): Promise<Published>;
};

type Pending = { returned: boolean; readonly settle: (result: Published) => void };

const deadlineMs = 10_000;
/** Beyond this many unconfirmed publishes the answer is `refused`: memory stays bounded, the caller says 503. */
const window = 2_000;

/** Publishes persistent, mandatory messages and waits for the broker's confirm of each. */
export function openPublisher({ url, name, log }: { url: string; name: string; log: Logger }): Publisher {
  let channel: ConfirmChannel | undefined;
  const pending = new Map<string, Set<Pending>>();
  let inFlight = 0;

  const session = openSession({
    url,
    name,
    log,
    setup: async (generation) => {
      const opened = await generation.confirmChannel();
      // A return precedes the confirm of the same message, so the mark is in time.
      opened.on("return", (message) => {
        const { exchange, routingKey } = message.fields;
        const key = keyOf({ exchange, routingKey, id: String(message.properties.messageId) });
        for (const entry of pending.get(key) ?? []) entry.returned = true;
      });
      generation.ended.addEventListener("abort", () => {
        channel = undefined;
        for (const entries of pending.values()) for (const entry of entries) entry.settle("unknown");
      });
      channel = opened;
    },
  });

  const publish = (publication: Publication): Promise<Published> => {
    const open = channel;
    if (!open || inFlight >= window) return Promise.resolve("refused");
    inFlight += 1;
    return new Promise((resolve) => {
      const key = keyOf(publication);
      const entries = pending.get(key) ?? new Set<Pending>();
      pending.set(key, entries);
      const entry: Pending = {
        returned: false,
        settle: (result) => {
          if (!entries.delete(entry)) return;
          if (entries.size === 0) pending.delete(key);
          clearTimeout(timer);
          inFlight -= 1;
          resolve(result);
        },
      };
      const timer = setTimeout(() => entry.settle("unknown"), deadlineMs);
      entries.add(entry);
      try {
        open.publish(
          publication.exchange,
          publication.routingKey,
          Buffer.from(publication.body.buffer, publication.body.byteOffset, publication.body.byteLength),
          propertiesOf(publication),
          (error: unknown) => entry.settle(error ? "unknown" : entry.returned ? "unroutable" : "stored"),
        );
      } catch (error) {
        // A closed channel throws; a header table that is too large throws a RangeError, and nothing was sent.
        log.warn({ messageId: publication.id, reason: String(error) }, "publish refused by the client");
        entry.settle("refused");
      }
    });
  };

  return {
    get connected() {
      return session.connected;
    },
    ready: (timeoutMs) => session.ready(timeoutMs),
    close: () => session.close(),
    publish,
  };
}

/** One message goes to several routes at once, and each may come back by itself. */
const keyOf = ({ exchange, routingKey, id }: Pick<Publication, "exchange" | "routingKey" | "id">): string =>
  [id, exchange, routingKey].join("\n");

function propertiesOf({ id, contentType, type, headers }: Publication): Options.Publish {
  return { persistent: true, mandatory: true, messageId: id, contentType, type, headers };
}
