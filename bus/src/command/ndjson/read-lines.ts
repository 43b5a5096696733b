/** A line of a stream. */
export type Line = {
  /** From 1. */
  readonly number: number;
  /** Without its end; undefined where it was longer than a line may be. */
  readonly bytes: Buffer | undefined;
  /** Where the next line begins, in bytes from the beginning of the stream. */
  readonly end: number;
};

const newline = 0x0a;
const carriageReturn = 0x0d;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Cuts a stream into lines and gives those of each chunk together. Holds no more than a chunk and one line: of a line that
 * is too long nothing is kept. Lines end in LF or CRLF, the last one with the stream; a byte order mark is left out.
 */
export async function* readLines(
  stream: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<readonly Line[]> {
  const cutter = lineCutter(maxBytes);
  for await (const chunk of stream) {
    const lines: Line[] = [];
    let from = 0;
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
      cutter.keep(chunk.subarray(from, at));
      lines.push(cutter.cut(1));
      from = at + 1;
    }
    cutter.keep(chunk.subarray(from));
    if (lines.length > 0) yield lines;
  }
  if (cutter.hasRest()) yield [cutter.cut(0)];
}

function lineCutter(maxBytes: number) {
  let parts: Buffer[] = [];
  let size = 0;
  let number = 0;
  let end = 0;
  // A mark and a carriage return are no part of the line.
  const mostBytes = maxBytes + byteOrderMark.length + 1;
  return {
    keep(part: Buffer): void {
      size += part.length;
      if (size <= mostBytes) parts.push(part);
      else parts = [];
    },
    cut(endBytes: number): Line {
      number += 1;
      end += size + endBytes;
      const bytes = size > mostBytes ? undefined : bare(Buffer.concat(parts), number);
      parts = [];
      size = 0;
      return { number, bytes: bytes && bytes.length <= maxBytes ? bytes : undefined, end };
    },
    hasRest: () => size > 0,
  };
}

function bare(bytes: Buffer, number: number): Buffer {
  const marked = number === 1 && bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark);
  const start = marked ? byteOrderMark.length : 0;
  return bytes.subarray(start, bytes.at(-1) === carriageReturn ? bytes.length - 1 : bytes.length);
}
