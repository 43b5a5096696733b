import type { Contract } from "@spindlebus/contracts";
import { acceptedIn, receiptIn, resultsIn, type Published, type Receipt, type Result } from "./answers.ts";
import { openBatcher, type Batcher } from "./batcher.ts";
import { takeBatch, type BatchSize } from "./batches.ts";
import { encode, type EncodedEvent } from "./encode.ts";
import { RefusedError, UnavailableError } from "./errors.ts";
import { openExchange, type ExchangeOptions } from "./exchange.ts";
import { message, type MessageAttributes, type OutgoingMessage } from "./message.ts";

/** How a client finds the bus, and who it is. */
export type ClientOptions = ExchangeOptions & {
  /** The source of messages that name none, e.g. `/pos/0042`. */
  readonly source?: string;
  /** How long a call may take with all its repeats. */
  readonly deadlineMs?: number;
};

type Deadline = { readonly deadlineMs?: number };

/** Publishes to one bus. Everything throws RefusedError or UnavailableError and nothing else. */
export type Client = {
  /** Publishes one message; resolves when the bus has stored it. */
  publish<Data>(
    contract: Contract<Data>,
    data: NoInfer<Data>,
    attributes?: MessageAttributes & Deadline,
  ): Promise<Published>;
  /**
   * Publishes many, in as few requests as may be; answers in their order. Nothing is sent where one of them is invalid.
   * Messages of one call may be stored in any order: publish what has to be in order one after the other.
   */
  publishAll(messages: readonly OutgoingMessage[], how?: BatchSize & Deadline): Promise<readonly Result[]>;
  /** Sends one batch of events that are encoded already, such as an outbox has them. */
  send(events: readonly Pick<EncodedEvent, "id" | "json">[], how?: Deadline): Promise<readonly Result[]>;
  /** Gathers what is published one by one into batches. */
  batcher(options?: BatchSize & { readonly maxWaiting?: number }): Batcher;
  /** What became of a message, by its bus id; with `waitSeconds` (to 30) when all is settled or the time is over. */
  receipt(id: string, how?: Deadline & { readonly waitSeconds?: number }): Promise<Receipt | undefined>;
};

/** Opens a client; it holds no connection of its own and needs no closing. */
export function createClient({ source, deadlineMs: usual = 30_000, ...options }: ClientOptions): Client {
  const exchange = openExchange(options);
  const defaults = source === undefined ? {} : { source };

  const send: Client["send"] = (events, { deadlineMs = usual } = {}) => {
    const body = `[${events.map(({ json }) => json).join()}]`;
    const read = (answer: unknown) => resultsIn(answer, events.length);
    const sent = exchange("/v1/messages", { ...post("cloudevents-batch"), body }, { deadlineMs, read });
    return sent.catch((error: unknown) => withIds(error, events));
  };

  return {
    publish: async (contract, data, { deadlineMs = usual, ...attributes } = {}) => {
      const event = encode(message(contract, data, attributes), defaults);
      const init = { ...post("cloudevents"), body: event.json };
      const sent = exchange("/v1/messages", init, { deadlineMs, read: acceptedIn });
      return sent.catch((error: unknown) => withIds(error, [event]));
    },
    publishAll: async (messages, { deadlineMs = usual, ...size } = {}) => {
      let left: readonly EncodedEvent[] = messages.map((each) => encode(each, defaults));
      const events = left;
      const endsAt = Date.now() + deadlineMs;
      const results: Result[] = [];
      while (left.length > 0) {
        const batch = takeBatch(left, size);
        const sent = send(batch, { deadlineMs: Math.max(1, endsAt - Date.now()) });
        results.push(...(await sent.catch((error: unknown) => withIds(error, events))));
        left = left.slice(batch.length);
      }
      return results;
    },
    send,
    batcher: (size) => openBatcher({ ...size, encode: (each) => encode(each, defaults), send }),
    receipt: async (id, { waitSeconds, deadlineMs = usual } = {}) => {
      const path = `/v1/messages/${encodeURIComponent(id)}${waitSeconds ? `?wait=${waitSeconds}s` : ""}`;
      const asked = exchange(path, { method: "GET" }, { deadlineMs, read: receiptIn });
      return asked.catch((error: unknown) => noneAt404(error));
    },
  };
}

const post = (format: string) => ({ method: "POST" as const, contentType: `application/${format}+json` });

function withIds(error: unknown, events: readonly Pick<EncodedEvent, "id">[]): never {
  if (!(error instanceof UnavailableError)) throw error;
  throw new UnavailableError(
    error,
    events.map(({ id }) => id),
  );
}

function noneAt404(error: unknown): undefined {
  if (error instanceof RefusedError && error.problem.code === "not-found") return undefined;
  throw error;
}
