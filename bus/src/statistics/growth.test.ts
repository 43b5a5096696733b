import { expect, test } from "vitest";
import { growthOf, growthWords } from "./growth.ts";

const minuteMs = 60_000;
const nowMs = Date.parse("2026-11-27T12:00:30Z");

/** Minutes up to now, in which so much waited at the least; undefined where nobody looked. */
const grown = (...waiting: readonly (number | undefined)[]) =>
  growthOf(
    waiting.flatMap((count, index) =>
      count === undefined
        ? []
        : { atMs: nowMs - 30_000 - (waiting.length - 1 - index) * minuteMs, waiting: count },
    ),
    nowMs,
  );

test("what rises for five minutes grows, from where it began to rise", () => {
  const growth = grown(900, 0, 0, 40, 80, 160, 170, 240);
  expect(growth).toEqual({ sinceMs: nowMs - 30_000 - 5 * minuteMs, minutes: 5, from: 0, to: 240 });
  expect(growth && growthWords(growth)).toBe(
    "240 deliveries wait for their first try, none did 5 minutes ago: about 48 more each minute.",
  );
});

test("a queue that was nearly empty in between does not grow", () => {
  expect(grown(0, 100, 200, 300, 400, 20, 500)).toBeUndefined();
});

test("a minute with a little less does not end a growth", () => {
  expect(grown(1_000, 1_200, 1_150, 1_300, 1_290, 1_500)).toMatchObject({ from: 1_000, to: 1_500 });
});

test.each([
  ["a queue that stays as long as it is", [1_000, 1_080, 960, 1_010, 940, 1_000, 1_050]],
  ["a few more", [0, 10, 20, 30, 40, 50, 60]],
  ["a short rise", [0, 0, 500, 900]],
  ["a part of a long queue", [90_000, 91_000, 92_000, 93_000, 94_000, 95_000]],
  ["nothing at all", []],
])("%s is no growth", (_what, minutes) => {
  expect(grown(...minutes)).toBeUndefined();
});

test("nothing is said of now when the last look is long ago, nor over a time in which nobody looked", () => {
  expect(grown(0, 100, 200, 300, 400, 500, undefined, undefined, undefined)).toBeUndefined();
  expect(grown(0, 100, undefined, undefined, undefined, 300, 400, 500)).toBeUndefined();
});
