import { readEvent, type LineEvent, type LineOptions, type LineRefusal } from "./line-event.ts";
import type { Line } from "./read-lines.ts";

/** Lines that go together, and how far the stream was read with them. */
export type LineBatch = {
  readonly firstLine: number;
  readonly lastLine: number;
  /** Bytes of the stream up to the end of the last line. */
  readonly end: number;
  readonly events: readonly LineEvent[];
  /** What could not even be sent. */
  readonly refused: readonly LineRefusal[];
};

export type BatchOptions = LineOptions & {
  readonly maxEvents: number;
  readonly maxBytes: number;
  /** Lines before it are left out. */
  readonly fromLine: number;
};

/** Brackets around the events of a request. */
const frameBytes = 2;
const commaBytes = 1;

/**
 * Makes batches of lines, one when one is asked for. What came together is not kept waiting for more: a batch may be small where
 * a pipe is slow.
 */
export async function* batchesOf(
  chunks: AsyncIterable<readonly Line[]>,
  options: BatchOptions,
): AsyncGenerator<LineBatch> {
  for await (const lines of chunks) {
    let gathered = gather();
    for (const line of lines) {
      if (line.number < options.fromLine || isBlank(line)) continue;
      const reading = readEvent(line, options);
      const bytes = "problem" in reading ? (line.bytes?.length ?? 0) : reading.bytes;
      if (!gathered.fits(bytes, options)) {
        yield gathered.batch();
        gathered = gather();
      }
      gathered.take(line, reading, bytes);
    }
    if (gathered.count() > 0) yield gathered.batch();
  }
}

function gather() {
  const events: LineEvent[] = [];
  const refused: LineRefusal[] = [];
  let bytes = frameBytes;
  let firstLine = 0;
  let last: Pick<Line, "number" | "end"> = { number: 0, end: 0 };
  const count = () => events.length + refused.length;
  return {
    count,
    fits: (more: number, { maxEvents, maxBytes }: BatchOptions): boolean =>
      count() === 0 || (count() < maxEvents && bytes + more + commaBytes <= maxBytes),
    take: (line: Line, reading: LineEvent | LineRefusal, more: number): void => {
      if (count() === 0) firstLine = line.number;
      last = line;
      bytes += more + commaBytes;
      if ("problem" in reading) refused.push(reading);
      else events.push(reading);
    },
    batch: (): LineBatch => ({ firstLine, lastLine: last.number, end: last.end, events, refused }),
  };
}

const isBlank = ({ bytes }: Line): boolean =>
  bytes !== undefined && bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
