import type { Readable } from "node:stream";
import { batchesOf, type BatchOptions, type LineBatch } from "./batches.ts";
import type { LineRefusal } from "./line-event.ts";
import type { LineProgress } from "./line-progress.ts";
import { readLines } from "./read-lines.ts";
import type { Rejects } from "./rejects.ts";
import type { SendEvents } from "./send-batch.ts";
import { openTally, type Count, type Tally } from "./tally.ts";

type Run = {
  readonly input: Readable;
  readonly send: SendEvents;
  readonly pace: (count: number) => Promise<void>;
  readonly rejects: Rejects;
  readonly progress: Pick<LineProgress, "at">;
  readonly inFlight: number;
  /** Take up no more lines; what is under way may still end. */
  readonly stop: AbortSignal;
};

/** How a run ended: `failure` where it could not go on, before `nextLine`. */
export type Ending = Count & { readonly failure: unknown };

/** After a stop, what is under way has so long. */
const graceMs = 5_000;

/**
 * Publishes the lines of a stream, several batches at a time, and throws nothing. Memory holds those batches and a chunk,
 * however long the stream is: a line is read when somebody is there to send it.
 */
export async function publishLines(
  run: Run,
  options: BatchOptions & { readonly maxLineBytes: number },
): Promise<Ending> {
  const tally = openTally(options.fromLine);
  const batches = batchesOf(readLines(chunksUntil(run), options.maxLineBytes), options);
  let failure: unknown;
  const work = async () => {
    try {
      for (let next = await batches.next(); !next.done; next = await batches.next()) {
        if (failure !== undefined || run.stop.aborted) return;
        await publishBatch(next.value, run, tally);
      }
    } catch (error) {
      failure ??= error;
      // Ends the reading, and with it the other workers.
      run.input.destroy();
    }
  };
  const workers = Promise.all(Array.from({ length: run.inFlight }, work));
  await Promise.race([workers, graceAfter(run.stop)]);
  return { ...tally.count(), failure: run.stop.aborted ? undefined : failure };
}

async function publishBatch(
  batch: LineBatch,
  { send, pace, rejects, progress }: Run,
  tally: Tally,
): Promise<void> {
  const { events, refused: unreadable } = batch;
  tally.begin(batch);
  await pace(events.length);
  const results = await send(events);
  const refused = results.flatMap((result, at): readonly LineRefusal[] => {
    const event = events[at];
    if (result.ok || !event) return [];
    return [{ line: event.line, problem: result.problem, event: JSON.parse(event.json) as unknown }];
  });
  const all = [...unreadable, ...refused].toSorted((a, b) => a.line - b.line);
  await rejects.add(all);
  const accepted = results.length - refused.length;
  const duplicates = results.filter((result) => result.ok && result.duplicate).length;
  tally.end(batch, { accepted, duplicates, refused: all.length });
  progress.at(tally.count());
}

/** The chunks of the input until it ends, or nothing more is wanted. */
async function* chunksUntil({ input, stop }: Run): AsyncGenerator<Buffer> {
  const end = () => void input.destroy();
  stop.addEventListener("abort", end, { once: true });
  try {
    // No encoding is set, so every chunk is a buffer.
    for await (const chunk of input) yield chunk as Buffer;
  } catch (error) {
    // Destroyed by us: that is no fault of the stream.
    if (!input.destroyed || input.errored) throw error;
  } finally {
    stop.removeEventListener("abort", end);
  }
}

const graceAfter = (stop: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const wait = () => void setTimeout(resolve, graceMs).unref();
    if (stop.aborted) wait();
    else stop.addEventListener("abort", wait, { once: true });
  });
