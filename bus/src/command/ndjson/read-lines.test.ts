import { setImmediate as turn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { readLines } from "./read-lines.ts";

/** The lines of a text that comes in pieces of so many bytes. */
async function linesOf(text: string, { pieces = 1_000, maxBytes = 100 } = {}) {
  async function* stream() {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += pieces) yield bytes.subarray(at, at + pieces);
  }
  const lines = [];
  for await (const some of readLines(stream(), maxBytes)) lines.push(...some);
  return lines.map(({ number, bytes, end }) => ({ number, text: bytes?.toString(), end }));
}

const texts = async (...given: Parameters<typeof linesOf>) =>
  (await linesOf(...given)).map(({ text }) => text);

test.each([1, 2, 3, 5, 1_000])(
  "lines are the same in whatever pieces they come: %i bytes",
  async (pieces) => {
    expect(await texts("a\nbcd\r\n\nö\u2028x\nlast", { pieces })).toEqual([
      "a",
      "bcd",
      "",
      "ö\u2028x",
      "last",
    ]);
  },
);

test("a line end at the end begins no further line", async () => {
  expect(await texts("a\n")).toEqual(["a"]);
  expect(await texts("")).toEqual([]);
});

test.each([1, 1_000])(
  "a byte order mark is left out at the beginning alone, in pieces of %i",
  async (pieces) => {
    expect(await texts("\uFEFFa\n\uFEFFb", { pieces })).toEqual(["a", "\uFEFFb"]);
  },
);

test.each([1, 7, 1_000])(
  "a line that is too long is none, and the next one is whole, in pieces of %i",
  async (pieces) => {
    const long = "x".repeat(101);
    const most = "y".repeat(100);
    expect(await texts(`a\n${long}\n${most}\r\nb`, { pieces })).toEqual(["a", undefined, most, "b"]);
  },
);

test("a line says its number, and where the next one begins", async () => {
  expect(await linesOf("\uFEFFa\r\n\nbc")).toEqual([
    { number: 1, text: "a", end: 6 },
    { number: 2, text: "", end: 7 },
    { number: 3, text: "bc", end: 9 },
  ]);
});

test("of a line without an end nothing is kept", async () => {
  // What is kept would be a part of a chunk, and that keeps all of its memory.
  const seen: WeakRef<ArrayBufferLike>[] = [];
  let alive = 0;
  async function* endless() {
    for (let n = 0; n < 200; n += 1) {
      const chunk = Buffer.alloc(65_536, "x");
      seen.push(new WeakRef(chunk.buffer));
      yield chunk;
    }
    // A reference just made or looked at holds until the event loop turns.
    await turn();
    collectGarbage();
    alive = seen.filter((each) => each.deref() !== undefined).length;
  }
  for await (const lines of readLines(endless(), 1_000)) expect(lines[0]?.bytes).toBeUndefined();
  expect(alive).toBeLessThan(5);
});

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
}
