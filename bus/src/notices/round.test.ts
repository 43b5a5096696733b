import { pino } from "pino";
import { expect, test } from "vitest";
import type { Verdict } from "./judge.ts";
import { mostAtOnce, noticeRound } from "./round.ts";
import type { Noted, NoticeStore, TakenNotice, Tried } from "./store.ts";

const notice = (n: number): TakenNotice => ({ id: `n-${n}`, messageId: `m-${n}`, body: "{}", tries: 1 });

/** A round over so many due notices, and what it noted and logged. */
async function run({
  due = 0,
  looks = 1,
  verdict = { kind: "delivered" },
  noted = { turned: undefined, givenUp: [] },
  stopping = () => false,
}: {
  due?: number;
  looks?: number;
  verdict?: Verdict;
  noted?: Noted;
  stopping?: () => boolean;
}) {
  const waiting = Array.from({ length: due }, (_, n) => notice(n));
  const waves: (readonly Tried[])[] = [];
  const lines: Record<string, unknown>[] = [];
  let looked = 0;
  const look = async () => (looked += 1) < looks;
  const store: Pick<NoticeStore, "take" | "note"> = {
    take: async (_name, most) => waiting.splice(0, most),
    note: async (_name, tried) => {
      waves.push(tried);
      return noted;
    },
  };
  const log = pino(
    { base: null },
    { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const sender = { send: async () => verdict, close: async () => undefined };
  await noticeRound({ name: "pos", look, store, sender, log, stopping });
  return { waves: waves.map(({ length }) => length), looked, lines };
}

test("sends in waves until nothing is due", async () => {
  const { waves } = await run({ due: 2 * mostAtOnce + 1 });
  expect(waves).toEqual([mostAtOnce, mostAtOnce, 1]);
});

test("looks on while there is more to look at", async () => {
  expect((await run({ looks: 3 })).looked).toBe(3);
});

test("begins no wave once it is told to stop", async () => {
  expect((await run({ due: 3, stopping: () => true })).waves).toEqual([]);
});

test.each([
  ["failing", 50],
  ["gone", 50],
  ["well", 30],
] as const)("an endpoint that turned %s is told of in one line, by its name", async (turned, level) => {
  const { lines } = await run({ due: 3, noted: { turned, givenUp: [] } });
  expect(lines).toMatchObject([{ level, endpoint: "pos" }]);
});

test("a notice that is given up is an error line with its ids and nothing else of the message", async () => {
  const { lines } = await run({ due: 1, noted: { turned: undefined, givenUp: [notice(0)] } });
  expect(lines).toEqual([
    {
      level: 50,
      time: expect.any(Number),
      endpoint: "pos",
      noticeId: "n-0",
      messageId: "m-0",
      msg: "a notice was given up after its last try",
    },
  ]);
});
