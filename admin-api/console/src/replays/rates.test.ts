import { expect, test } from "vitest";
import { leftMs, rateNow, ratesOf, withSample } from "./rates.ts";

const samples = [
  { atMs: 0, ended: 0 },
  { atMs: 2_000, ended: 40 },
  { atMs: 4_000, ended: 60 },
];

test("a rate is what ended between two looks, whatever time lay between", () => {
  expect(ratesOf(samples)).toEqual([20, 10]);
});

test("the rate of now forgets what was long ago", () => {
  expect(rateNow(samples)).toBe(15);
  expect(rateNow([{ atMs: -60_000, ended: -5_000 }, ...samples])).toBe(15);
});

test("one look is no rate, and what stands still has no end", () => {
  expect(rateNow(samples.slice(0, 1))).toBeUndefined();
  expect(leftMs(10, 0)).toBeUndefined();
  expect(leftMs(30, 15)).toBe(2_000);
});

test("two looks at the same moment are one", () => {
  expect(withSample(samples, { atMs: 4_100, ended: 61 })).toHaveLength(3);
});
