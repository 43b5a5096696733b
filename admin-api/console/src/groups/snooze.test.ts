import { expect, test } from "vitest";
import { snoozeOf, usualSnooze } from "./snooze.ts";

test("a snooze ends at a time, after a count, or at a rate, and at nothing else", () => {
  const nowMs = Date.parse("2026-11-27T10:00:00Z");
  expect(snoozeOf(usualSnooze, nowMs)).toEqual({ until: "2026-11-27T14:00:00.000Z" });
  expect(snoozeOf({ ...usualSnooze, ends: "count" }, nowMs)).toEqual({ count: 100 });
  expect(snoozeOf({ ...usualSnooze, ends: "rate" }, nowMs)).toEqual({ rate: { count: 100, seconds: 3600 } });
});

test("what is no number is no snooze", () => {
  expect(snoozeOf({ ...usualSnooze, hours: "soon" }, 0)).toBeUndefined();
  expect(snoozeOf({ ...usualSnooze, ends: "rate", seconds: "0" }, 0)).toBeUndefined();
});
