import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { publishLines } from "./publish-lines.ts";
import type { SendEvents } from "./send-batch.ts";

const options = {
  type: "toy.v1",
  source: "/s",
  idFrom: undefined,
  fromLine: 1,
  maxEvents: 10,
  maxBytes: 100_000,
  maxLineBytes: 1_000,
};

/** A run over an endless stream of lines, ten a chunk; `given` is how many chunks it took. */
function setup({ send, inFlight = 4 }: { readonly send: SendEvents; readonly inFlight?: number }) {
  let given = 0;
  const stop = new AbortController();
  const chunk = Buffer.from('{"n":1}\n'.repeat(10));
  const input = Readable.from(
    (function* endless() {
      for (;;) {
        given += 1;
        yield chunk;
      }
    })(),
    { highWaterMark: 1 },
  );
  const rejects = { add: async () => undefined, close: async () => undefined };
  const ports = { input, send, pace: async () => undefined, rejects, progress: { at: () => undefined } };
  const ending = publishLines({ ...ports, inFlight, stop: stop.signal }, options);
  return { ending, stop, given: () => given };
}

test("no line is read before somebody can send it, so that memory does not grow with the stream", async () => {
  let waiting = 0;
  const all = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  const { given, stop, ending } = setup({
    send: async (events) => {
      waiting += 1;
      if (waiting === 4) all.resolve();
      await answered.promise;
      return events.map(() => ({ ok: true, duplicate: false }));
    },
  });
  await all.promise;
  for (let turns = 0; turns < 100; turns += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(waiting).toBe(4);
  expect(given()).toBeLessThan(10);
  stop.abort();
  answered.resolve();
  expect(await ending).toMatchObject({ accepted: 40, nextLine: 41, failure: undefined });
});

test("what fails ends the run before the lines that nobody answered", async () => {
  let sent = 0;
  const { ending } = setup({
    inFlight: 1,
    send: async (events) => {
      sent += 1;
      if (sent === 3) throw new Error("no more");
      return events.map(() => ({ ok: true, duplicate: false }));
    },
  });
  expect(await ending).toMatchObject({ accepted: 20, nextLine: 21, failure: new Error("no more") });
});
