import { expect, test } from "vitest";
import { spansOf, windowOf } from "./window.ts";

const minute = 60_000;
const hour = 60 * minute;
const now = Date.parse("2026-11-27T12:03:20Z");

test.each([
  [hour, 1],
  [6 * hour, 5],
  [24 * hour, 10],
  [7 * 24 * hour, 60],
])("a window of %d ms has steps of %d minutes", (rangeMs, minutes) => {
  expect(windowOf(now - rangeMs, now, now).stepMs).toBe(minutes * minute);
});

test("begins and ends with a step", () => {
  expect(windowOf(now - hour, now, now, 10 * minute)).toEqual({
    fromMs: Date.parse("2026-11-27T11:00:00Z"),
    toMs: Date.parse("2026-11-27T12:10:00Z"),
    stepMs: 10 * minute,
  });
});

test("is as coarse as what is still kept of its time, and as what it was asked for", () => {
  const from = now - 24 * hour;
  expect(windowOf(from, from + hour, now).stepMs).toBe(5 * minute);
  expect(windowOf(now - 10 * 24 * hour, now - 10 * 24 * hour + hour, now).stepMs).toBe(hour);
  expect(windowOf(now - 24 * hour, now, now, minute).stepMs).toBe(10 * minute);
});

test("ends where histograms do: with five minutes, and of a long window with the hour", () => {
  expect(windowOf(now - 2 * minute, now, now)).toEqual({
    fromMs: Date.parse("2026-11-27T12:00:00Z"),
    toMs: Date.parse("2026-11-27T12:05:00Z"),
    stepMs: minute,
  });
  expect(windowOf(now - 24 * hour, now, now)).toEqual({
    fromMs: Date.parse("2026-11-26T12:00:00Z"),
    toMs: Date.parse("2026-11-27T13:00:00Z"),
    stepMs: 10 * minute,
  });
});

test.each([
  [hour, { count: 1, time: 5 }],
  [6 * hour, { count: 5, time: 5 }],
  [24 * hour, { count: 5, time: 60 }],
  [7 * 24 * hour, { count: 60, time: 60 }],
])("a window of %d ms is put together from the coarsest counts that fit", (rangeMs, spans) => {
  expect(spansOf(windowOf(now - rangeMs, now, now))).toEqual(spans);
});
