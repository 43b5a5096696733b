import { expect, test } from "vitest";
import { clockOf } from "./words.ts";

test("a moment on an axis is told as finely as its neighbours need: by seconds, by minutes, or with its day", () => {
  const atMs = Date.parse("2026-11-27T14:05:09Z");
  const told = (spanMs: number) => clockOf(atMs, { utc: true, spanMs });
  expect(told(60_000)).toBe("14:05:09");
  expect(told(3_600_000)).toBe("14:05");
  expect(told(2 * 86_400_000)).toBe("27 Nov, 14:05");
});
