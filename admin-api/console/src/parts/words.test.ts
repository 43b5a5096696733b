import { expect, test } from "vitest";
import {
  bytesOf,
  clockOf,
  durationOf,
  manyOf,
  nearlyOf,
  nearlyWords,
  percentOf,
  relativeOf,
} from "./words.ts";

test("a moment on an axis is told as finely as its neighbours need: by seconds, by minutes, or with its day", () => {
  const atMs = Date.parse("2026-11-27T14:05:09Z");
  const told = (spanMs: number) => clockOf(atMs, { utc: true, spanMs });
  expect(told(60_000)).toBe("14:05:09");
  expect(told(3_600_000)).toBe("14:05");
  expect(told(2 * 86_400_000)).toBe("27 Nov, 14:05");
});

test("a count says how sure it is", () => {
  const told = (count: { about: boolean; atLeast?: boolean }) => nearlyWords(nearlyOf(count), 5);
  expect([told({ about: false }), told({ about: true }), told({ about: true, atLeast: true })]).toEqual([
    "5",
    "about 5",
    "at least 5",
  ]);
});

test("one is one, and many have spaces between their thousands", () => {
  expect([manyOf(1, "failure"), manyOf(12_431, "failure"), manyOf(0, "entry", "entries")]).toEqual([
    "1 failure",
    "12\u202f431 failures",
    "0 entries",
  ]);
});

test("a small share has a decimal, and nothing and all have none", () => {
  expect([0, 0.042, 0.67, 1].map(percentOf)).toEqual(["0", "4.2", "67", "100"].map((n) => `${n}\u202f%`));
});

test("a duration is told in its two largest units", () => {
  const ms = [0, 340, 4_200, 60_000, 200_000, 7_500_000, 273_600_000, 86_400_000];
  expect(ms.map(durationOf)).toEqual([
    "0 ms",
    "340 ms",
    "4.2 s",
    "1 min",
    "3 min 20 s",
    "2 h 5 min",
    "3 d 4 h",
    "1 d",
  ]);
});

test("a moment is just now, ago or ahead, by its largest unit", () => {
  const nowMs = Date.parse("2026-11-27T14:00:00Z");
  const told = (ms: number) => relativeOf(nowMs + ms, nowMs);
  expect([4_000, -4_000, -9_400, -250_000, 7_500_000].map(told)).toEqual([
    "just now",
    "just now",
    "9 s ago",
    "4 min ago",
    "in 2 h",
  ]);
});

test("bytes go by thousands", () => {
  expect([999, 2_100, 3_400_000].map(bytesOf)).toEqual(["999 B", "2.1 KB", "3.4 MB"]);
});
