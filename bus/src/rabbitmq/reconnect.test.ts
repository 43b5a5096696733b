import { expect, test } from "vitest";
import { pauseMs, shuffled } from "./reconnect.ts";

const most = () => 0.999_999;

test("the pause doubles with each round of failures, up to five seconds", () => {
  const pauses = [0, 1, 2, 3, 4, 9].map((failures) => Math.round(pauseMs(failures, 1, most)));
  expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 5_000, 5_000]);
});

test("the pause is jittered down to its half", () => {
  expect(pauseMs(0, 1, () => 0)).toBe(250);
});

test("the other nodes of a cluster are tried before the pause is due", () => {
  const pauses = [1, 2, 3, 4, 5, 6].map((failures) => Math.round(pauseMs(failures, 3, most)));
  expect(pauses).toEqual([50, 50, 1_000, 50, 50, 2_000]);
});

test("shuffled URLs are the same ones in another order", () => {
  expect(shuffled(["a", "b", "c"], () => 0)).toEqual(["b", "c", "a"]);
  expect(shuffled(["a", "b", "c"], most)).toEqual(["a", "b", "c"]);
});
