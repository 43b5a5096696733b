import type { ConfirmChannel, Options } from "amqplib";
import type { Generation } from "./generation.ts";
import { openRefusals } from "./refusals.ts";
import { openSession, type Session, type SessionOptions } from "./session.ts";
import { openUnconfirmed, type Unconfirmed, type Window } from "./unconfirmed.ts";

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
 * so the caller repeats it under the same id. `refused` was not sent.
 */
export type Published = "stored" | "unroutable" | "refused" | "unknown";

export type Publisher = Pick<Session, "connected" | "ready" | "close"> & {
  publish(publication: Publication): Promise<Published>;
};

/** Beyond this the answer is `refused`: memory stays bounded, the caller says 503. */
const defaultWindow: Window = { messages: 2_000, bytes: 32 * 1_024 * 1_024, deadlineMs: 10_000 };

type PublisherOptions = SessionOptions & { readonly window?: Partial<Window> };

/** Publishes persistent, mandatory messages and waits for the broker's confirm of each. */
export function openPublisher({ window, ...options }: PublisherOptions): Publisher {
  const { log } = options;
  const unconfirmed = openUnconfirmed({ ...defaultWindow, ...window });
  const refusals = openRefusals(() => performance.now());
  let open: { readonly channel: ConfirmChannel; readonly generation: Generation } | undefined;

  const session = openSession({
    ...options,
    setup: async (generation) => {
      const channel = await generation.confirmChannel();
      channel.on("return", ({ fields: { exchange, routingKey }, properties }) =>
        unconfirmed.markReturned(keyOf({ exchange, routingKey, id: String(properties.messageId) })),
      );
      generation.ended.addEventListener("abort", () => {
        open = undefined;
        unconfirmed.forgetAll();
      });
      if (!generation.ended.aborted) open = { channel, generation };
    },
  });

  const answered =
    (publication: Publication, one: Unconfirmed, generation: Generation) => (error: unknown) => {
      one.answer(error ? "unknown" : one.returned ? "unroutable" : "stored");
      const destination = `${publication.exchange} ${publication.routingKey}`;
      if (!error) refusals.stored(destination);
      else if (isNack(error) && refusals.refused(destination))
        generation.fail(new Error(`the broker stores nothing that goes to ${destination}`));
    };

  const publish = (publication: Publication): Promise<Published> => {
    const { exchange, routingKey, body } = publication;
    // What a blocked connection is given stays in our memory.
    if (!open || open.generation.isBlocked || !unconfirmed.hasRoom(body.byteLength))
      return Promise.resolve("refused");
    const { channel, generation } = open;
    const one = unconfirmed.add(keyOf(publication), body.byteLength);
    try {
      const content = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
      channel.publish(
        exchange,
        routingKey,
        content,
        propertiesOf(publication),
        answered(publication, one, generation),
      );
    } catch (error) {
      // A closed channel throws; a header table that is too large throws a RangeError, and nothing was sent.
      log.warn({ messageId: publication.id, reason: String(error) }, "publish refused by the client");
      one.answer("refused");
    }
    return one.result;
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

/** amqplib hands the end of the channel to the same callback (lib/channel.js). */
const isNack = (error: unknown) => error instanceof Error && error.message === "message nacked";

/** One message goes to several routes at once, and each may come back by itself. */
const keyOf = ({ exchange, routingKey, id }: Pick<Publication, "exchange" | "routingKey" | "id">): string =>
  `${id}\n${exchange}\n${routingKey}`;

function propertiesOf({ id, contentType, type, headers }: Publication): Options.Publish {
  return { persistent: true, mandatory: true, messageId: id, contentType, type, headers };
}
