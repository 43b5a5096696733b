import { expect, test } from "vitest";
import { localOf, startAtOf, startFault, startWords, usualStart } from "./start.ts";

const nowMs = new Date("2026-11-27T10:00").getTime();

test("a start is a time to come, at most 30 days from now, by the person's own clock", () => {
  expect(startFault("2026-11-27T10:01", nowMs)).toBeUndefined();
  expect(startFault("2026-12-27T09:59", nowMs)).toBeUndefined();
  for (const wrong of ["2026-11-27T10:00", "2026-12-27T10:01", ""])
    expect(startFault(wrong, nowMs)).toContain("at most 30 days");
});

test("what is typed, and what is sent, are the same moment", () => {
  expect(localOf(new Date(startAtOf("2026-11-28T02:00")))).toBe("2026-11-28T02:00");
  expect(startWords("2026-11-28T02:00")).toMatch(/^2026-11-28 02:00 \(2026-11-2\d \d\d:\d\d UTC\)$/);
});

test("what is offered is the next night", () => {
  expect(usualStart(new Date("2026-11-27T10:00"))).toBe("2026-11-28T02:00");
  expect(usualStart(new Date("2026-11-27T01:59"))).toBe("2026-11-27T02:00");
});
