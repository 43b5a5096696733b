import { expect, test } from "vitest";
import { readEvents } from "./server-sent-events.ts";

const stream = (...chunks: readonly string[]) => ReadableStream.from(chunks.map((each) => Buffer.from(each)));
const all = (chunks: AsyncIterable<Uint8Array>) => Array.fromAsync(readEvents(chunks, 10_000));

test("events have their name and data, wherever the chunks end", async () => {
  const text = 'id: 1\nevent: replay\ndata: {"grüße":1}\n\n: nothing new\n\ndata: a\ndata: b\n\n';
  const events = [
    { event: "replay", data: '{"grüße":1}' },
    { event: "message", data: "a\nb" },
  ];
  expect(await all(stream(text))).toEqual(events);
  const bytes = Buffer.from(text);
  const single = ReadableStream.from([...bytes].map((byte) => Uint8Array.of(byte)));
  expect(await all(single)).toEqual(events);
});

test("an event whose end did not come is none", async () => {
  expect(await all(stream("data: a\n\ndata: b\n"))).toEqual([{ event: "message", data: "a" }]);
});

test("a silence ends it", async () => {
  await expect(Array.fromAsync(readEvents(new ReadableStream<Uint8Array>(), 1))).rejects.toThrow(
    "Nothing came",
  );
});
