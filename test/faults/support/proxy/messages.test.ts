import { expect, test } from "vitest";
import { messageReader, type LengthOf } from "./messages.ts";

/** Messages that begin with their own length. */
const length: LengthOf = (bytes) => (bytes.length === 0 ? undefined : bytes.readUInt8(0));
const positions = (chunks: readonly number[][]) => {
  const read = messageReader(length);
  return chunks.map((chunk) => read(Buffer.from(chunk)).map(({ start, end }) => `${start}-${end}`));
};

test("a chunk may hold several messages", () => {
  const [first] = positions([[2, 0, 3, 0, 0, 1]]);
  expect(first).toEqual(["0-2", "2-5", "5-6"]);
});

test("a message may come in several chunks; its place is counted in the stream", () => {
  expect(positions([[4, 0], [0], [0, 2, 0]])).toEqual([[], [], ["0-4", "4-6"]]);
});
