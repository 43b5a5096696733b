import type { Contract } from "@spindlebus/contracts";
import type { Published, Result } from "./answers.ts";
import { takeBatch, type BatchSize } from "./batches.ts";
import type { EncodedEvent } from "./encode.ts";
import { RefusedError, UnavailableError } from "./errors.ts";
import { message, type MessageAttributes, type OutgoingMessage } from "./message.ts";

/** Publishes one by one, and sends in batches. */
export type Batcher = {
  /** As `client.publish`; while one request is under way, the next one gathers. */
  publish<Data>(
    contract: Contract<Data>,
    data: NoInfer<Data>,
    attributes?: MessageAttributes,
  ): Promise<Published>;
  /** Resolves when nothing waits any more, whatever became of it. */
  drained(): Promise<void>;
};

type BatcherPorts = BatchSize & {
  /** So many messages may wait; one more is turned away, so that an outage does not fill the memory. */
  readonly maxWaiting?: number;
  readonly encode: (message: OutgoingMessage) => EncodedEvent;
  readonly send: (events: readonly EncodedEvent[]) => Promise<readonly Result[]>;
};

type Waiting = EncodedEvent & {
  readonly settle: (result: Result) => void;
  readonly fail: (error: unknown) => void;
};

/** Opens a batcher. No timer makes anybody wait: a message that is alone goes at once. */
export function openBatcher({ maxWaiting = 10_000, encode, send, ...size }: BatcherPorts): Batcher {
  const waiting: Waiting[] = [];
  let work: Promise<void> | undefined;

  const run = async () => {
    // What is published in the same turn of the event loop goes together.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = takeBatch(waiting, size);
      waiting.splice(0, batch.length);
      await sendOne(batch, send);
    }
    work = undefined;
  };

  return {
    publish: async (contract, data, attributes) => {
      const event = encode(message(contract, data, attributes));
      if (waiting.length >= maxWaiting) throw turnedAway(event, maxWaiting);
      const { promise, resolve, reject } = Promise.withResolvers<Result>();
      waiting.push({ ...event, settle: resolve, fail: reject });
      work ??= run();
      const result = await promise;
      if (!result.ok) throw new RefusedError(result.problem);
      return { id: result.id, duplicate: result.duplicate };
    },
    drained: async () => work,
  };
}

async function sendOne(batch: readonly Waiting[], send: BatcherPorts["send"]): Promise<void> {
  try {
    const results = await send(batch);
    for (const [index, result] of results.entries()) batch[index]?.settle(result);
  } catch (error) {
    for (const { id, fail } of batch) {
      fail(error instanceof UnavailableError ? new UnavailableError(error, [id]) : error);
    }
  }
}

const turnedAway = ({ id }: EncodedEvent, maxWaiting: number) =>
  new UnavailableError({ attempts: 0, cause: new Error(`${maxWaiting} messages wait already`) }, [id]);
