import type { Channel, ChannelModel, ConsumeMessage } from "amqplib";
import { journalQueue } from "./names.ts";

/** A message as the journal keeps it. */
export type JournalEntry = {
  /** Its place in the stream. */
  readonly offset: number;
  readonly id: string | undefined;
  readonly contentType: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Uint8Array;
};

const batchSize = 200;
/** Bounds the memory: so many messages, of 256 KB at the most, are held at once. The broker sends while a batch is worked on. */
const prefetch = 2 * batchSize;
/** A stream keeps time by the second and by the chunk, and the clocks of broker and intake are not one. */
const marginMs = 60_000;
/** With a last message to come nobody waits that long; it is the broker that does not answer. */
const stallMs = 30_000;
/** After the last message of the stream no other comes within this, nor a first one where it is empty. */
const endMs = 500;
const emptyMs = 3_000;
/** A batch that is not full waits for so long: messages come in small portions, and a batch costs some queries. */
const gatherMs = 20;

/** Where a reading begins: about a time, or after an offset, where that is known from an earlier reading. */
export type JournalStart = { readonly sinceMs: number; readonly after?: number };

/**
 * Reads the journal, in batches, from about its start to what is its end now. The memory of a batch is free when the
 * next is asked for. `timeOf` tells when a message was accepted.
 * @throws where the broker stops answering before the end
 */
export async function* readJournal(
  connection: ChannelModel,
  { sinceMs, after }: JournalStart,
  timeOf: (id: string) => number,
): AsyncGenerator<readonly JournalEntry[]> {
  const last = await lastMessage(connection, timeOf);
  if (last === undefined) return;
  // A journal that is shorter than it was is another one: after a move to another broker.
  if (after !== undefined && offsetOf(last) >= after) {
    if (offsetOf(last) > after) yield* readBetween(connection, after + 1, offsetOf(last));
    return;
  }
  if (timeOf(String(last.properties.messageId)) < sinceMs - marginMs) return;
  const from = { "!": "timestamp", value: Math.max(0, Math.floor((sinceMs - marginMs) / 1_000)) };
  yield* readBetween(connection, from, offsetOf(last));
}

/**
 * Reads the last messages of the journal, so many as are asked for or as there are, in batches; ends at what is the end now.
 * @throws where the broker stops answering before the end
 */
export async function* readJournalTail(
  connection: ChannelModel,
  count: number,
  timeOf: (id: string) => number,
): AsyncGenerator<readonly JournalEntry[]> {
  const last = await lastMessage(connection, timeOf);
  if (last === undefined) return;
  const end = offsetOf(last);
  // What the stream has forgotten by age it begins after.
  yield* readBetween(connection, Math.max(0, end - count + 1), end);
}

async function* readBetween(
  connection: ChannelModel,
  from: unknown,
  end: number,
): AsyncGenerator<readonly JournalEntry[]> {
  const reader = await openReader(connection, from);
  try {
    for (;;) {
      const batch = await reader.take(stallMs);
      if (batch.length === 0) throw new Error(`the journal stopped before its end, offset ${end}`);
      yield batch.map(entryOf);
      reader.done(batch);
      if (batch.some((message) => offsetOf(message) >= end)) return;
    }
  } finally {
    await reader.close();
  }
}

/** Begins with the last chunk, which is one message or many. */
async function lastMessage(
  connection: ChannelModel,
  timeOf: (id: string) => number,
): Promise<ConsumeMessage | undefined> {
  const beginsMs = Date.now();
  const reader = await openReader(connection, "last");
  let last: ConsumeMessage | undefined;
  try {
    for (;;) {
      const batch = await reader.take(last ? endMs : emptyMs);
      if (batch.length === 0) return last;
      last = batch.at(-1);
      reader.done(batch);
      // A bus at work comes to no rest; what was accepted since is for the next time.
      if (timeOf(String(last?.properties.messageId)) > beginsMs) return last;
    }
  } finally {
    await reader.close();
  }
}

/** Offsets are numbered from 0 without a gap. */
const offsetOf = ({ properties: { headers } }: ConsumeMessage): number =>
  Number(headers?.["x-stream-offset"]);

function entryOf(message: ConsumeMessage): JournalEntry {
  const { properties, content } = message;
  const { messageId, contentType, headers } = properties;
  return {
    offset: offsetOf(message),
    id: typeof messageId === "string" ? messageId : undefined,
    contentType: typeof contentType === "string" ? contentType : undefined,
    headers: headers ?? {},
    body: content,
  };
}

type Reader = {
  /** A batch of what has arrived, or what arrives first; nothing where nothing does in time. */
  take(withinMs: number): Promise<readonly ConsumeMessage[]>;
  /** Asks for as many more. */
  done(batch: readonly ConsumeMessage[]): void;
  close(): Promise<void>;
};

async function openReader(connection: ChannelModel, offset: unknown): Promise<Reader> {
  const channel = await connection.createChannel();
  const arrived: ConsumeMessage[] = [];
  let broken: Error | undefined;
  let wake = (): void => undefined;
  const fail = (error: Error) => {
    broken ??= error;
    wake();
  };
  channel.on("error", fail);
  channel.on("close", () => fail(new Error("the broker closed the channel")));
  /** Waits until so many have arrived. */
  const until = async (count: number, withinMs: number) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, withinMs);
    wake = () => {
      if (broken || arrived.length >= count) resolve();
    };
    wake();
    await promise;
    clearTimeout(timer);
    if (broken) throw new Error(`the journal could not be read: ${broken.message}`, { cause: broken });
  };
  const take = async (withinMs: number) => {
    await until(1, withinMs);
    if (arrived.length > 0) await until(batchSize, gatherMs);
    return arrived.splice(0, batchSize);
  };
  // A stream wants a prefetch and acks, and takes them for the credit to send more.
  await channel.prefetch(prefetch, false);
  await channel.consume(
    journalQueue,
    (message) => {
      if (message === null) return fail(new Error("the broker cancelled the consumer"));
      arrived.push(message);
      wake();
    },
    { arguments: { "x-stream-offset": offset } },
  );
  return { take, done: (batch) => ackAll(channel, batch), close: () => closeQuietly(channel) };
}

function ackAll(channel: Channel, batch: readonly ConsumeMessage[]): void {
  const last = batch.at(-1);
  if (last) channel.ack(last, true);
}

/** What broke it has been told. */
const closeQuietly = (channel: Channel): Promise<void> => channel.close().catch(() => undefined);
