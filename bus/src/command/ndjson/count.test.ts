import { Writable } from "node:stream";
import { expect, test } from "vitest";
import type { LineBatch } from "./batches.ts";
import { openLineProgress } from "./line-progress.ts";
import { pacer } from "./pace.ts";
import { openTally } from "./tally.ts";

const batch = (firstLine: number, lastLine: number): LineBatch => ({
  firstLine,
  lastLine,
  end: lastLine * 10,
  events: [],
  refused: [],
});
const some = { accepted: 2, duplicates: 1, refused: 1 };

test("to go on at: the first line that is not answered, in whatever order answers come", () => {
  const tally = openTally(1);
  const [first, second] = [batch(1, 3), batch(4, 9)];
  tally.begin(first);
  tally.begin(second);
  tally.end(second, some);
  expect(tally.count()).toMatchObject({ nextLine: 1, accepted: 2, position: 90 });
  tally.end(first, some);
  expect(tally.count()).toEqual({ nextLine: 10, accepted: 4, duplicates: 2, refused: 2, position: 90 });
});

test("before any line was taken up, it is the line to begin at", () => {
  expect(openTally(7).count().nextLine).toBe(7);
});

test("no more go out in a second than may", async () => {
  let time = 0;
  const sleep = async (ms: number) => void (time += ms);
  const pace = pacer(10, { now: () => time, sleep });
  const at: number[] = [];
  for (const count of [2, 2, 5, 1]) {
    await pace(count);
    at.push(time);
  }
  expect(at).toEqual([0, 200, 400, 900]);
});

test("time that nobody used is not made up for", async () => {
  let time = 0;
  const pace = pacer(10, { now: () => time, sleep: async (ms) => void (time += ms) });
  await pace(1);
  time = 5_000;
  await pace(1);
  await pace(1);
  expect(time).toBe(5_100);
});

function progressOn({ isTTY }: { readonly isTTY: boolean }) {
  let time = 0;
  let text = "";
  const stderr = Object.assign(
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        text += chunk.toString();
        done();
      },
    }),
    { isTTY },
  );
  const progress = openLineProgress({ stderr, totalBytes: 1_000, now: () => time });
  const count = { accepted: 12_300, duplicates: 40, refused: 3, nextLine: 12_304, position: 410 };
  const at = (ms: number) => {
    time = ms;
    progress.at(count);
  };
  return { progress, at, text: () => text };
}

test("where it is no terminal, progress is a plain line every few seconds", () => {
  const { at, text } = progressOn({ isTTY: false });
  for (let ms = 0; ms <= 10_000; ms += 100) at(ms);
  expect(text()).toBe(
    "12,300 accepted  40 known already  3 refused  2,461/s  line 12,304  41 %\n" +
      "12,300 accepted  40 known already  3 refused  1,230/s  line 12,304  41 %\n",
  );
});

test("on a terminal it is one line that changes, and is gone at the end", () => {
  const { at, progress, text } = progressOn({ isTTY: true });
  for (let ms = 0; ms <= 1_000; ms += 100) at(ms);
  progress.end();
  const [nothing, ...shown] = text().split("\r\u001B[2K");
  expect([nothing, shown.pop()]).toEqual(["", ""]);
  expect(shown).toHaveLength(5);
  for (const each of shown) expect(each).toMatch(/^12,300 accepted[^\n]*$/);
});

test("why it does not go on is told, and not by every batch that waits", () => {
  const { progress, text } = progressOn({ isTTY: false });
  for (let times = 0; times < 4; times += 1) progress.trouble("it does not answer");
  expect(text()).toBe(
    "The bus takes nothing just now (it does not answer); the same lines are sent again.\n",
  );
});
