import { expect, test } from "vitest";
import { noPermits, stillGood, takePermits, useOne } from "./permits.ts";

const atMs = 1_000_000;

test("permits are as far apart as the rate says, and the next ones follow them", () => {
  const first = takePermits(0, { perSecond: 20, wanted: 3, nowMs: atMs });
  expect(first.permits).toEqual({ count: 3, firstMs: atMs, everyMs: 50 });
  const second = takePermits(first.tatMs, { perSecond: 20, wanted: 1, nowMs: atMs });
  expect(second.permits).toEqual({ count: 1, firstMs: atMs + 150, everyMs: 50 });
});

test("no more are given out than for a quarter of a second, and of a slower rate one", () => {
  expect(takePermits(0, { perSecond: 100, wanted: 1_000, nowMs: atMs }).permits.count).toBe(25);
  const slow = takePermits(0, { perSecond: 0.5, wanted: 9, nowMs: atMs });
  expect(slow.permits.count).toBe(1);
  expect(takePermits(slow.tatMs, { perSecond: 0.5, wanted: 9, nowMs: atMs }).permits.count).toBe(0);
});

test("a pause is no credit, but a question that comes a little late costs nothing", () => {
  expect(takePermits(atMs - 60_000, { perSecond: 10, wanted: 1, nowMs: atMs }).permits.firstMs).toBe(atMs);
  expect(takePermits(atMs - 30, { perSecond: 10, wanted: 1, nowMs: atMs }).permits.firstMs).toBe(atMs - 30);
});

test("permits that were not used in time are lost", () => {
  const permits = { count: 10, firstMs: atMs, everyMs: 100 };
  expect(stillGood(permits, atMs + 250)).toEqual(permits);
  expect(stillGood(permits, atMs + 450)).toEqual({ count: 8, firstMs: atMs + 200, everyMs: 100 });
  expect(stillGood(permits, atMs + 60_000).count).toBe(0);
  expect(stillGood(noPermits, atMs).count).toBe(0);
  expect(useOne(permits)).toEqual({ count: 9, firstMs: atMs + 100, everyMs: 100 });
});
