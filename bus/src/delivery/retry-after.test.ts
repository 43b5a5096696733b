import { expect, test } from "vitest";
import { manualClock } from "../testing/memory/manual-clock.ts";
import { retryAfterMs } from "./retry-after.ts";

const clock = manualClock(Date.UTC(1994, 10, 6, 8, 49, 7));
const asked = (value: string) =>
  retryAfterMs({ status: 429, headers: { "retry-after": value }, body: "", json: undefined }, clock);

test("Retry-After is read in seconds", () => {
  expect(["0", "7", " 120 "].map(asked)).toEqual([0, 7_000, 120_000]);
});

test.each(["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"])(
  "Retry-After is read as the date %s (RFC 9110 §5.6.7)",
  (date) => {
    expect(asked(date)).toBe(30_000);
  },
);

test("a date that is over asks for no wait", () => {
  expect(asked("Sun, 06 Nov 1994 08:49:00 GMT")).toBe(0);
});

test.each(["", "soon", "1.5", "-5", "1e3", "123456789", "Sun, 99 Nov 1994"])(
  "%j is no Retry-After, so the backoff decides",
  (value) => {
    expect(asked(value)).toBeUndefined();
  },
);
