/** Byte strings written one after the other, and where each begins, counted from 1, and how long it is. */
export type OnePiece = {
  readonly bytes: Buffer;
  readonly starts: readonly number[];
  readonly lengths: readonly number[];
};

/**
 * Byte strings as one parameter, of which a statement takes each by `substr(bytes, start, length)`: to quote them in an array, and
 * to read them out of it, costs more than to store them.
 */
export function inOnePiece(pieces: readonly Uint8Array[]): OnePiece {
  let next = 1;
  const starts = pieces.map(({ byteLength }) => {
    const start = next;
    next += byteLength;
    return start;
  });
  return { bytes: Buffer.concat(pieces), starts, lengths: pieces.map(({ byteLength }) => byteLength) };
}
