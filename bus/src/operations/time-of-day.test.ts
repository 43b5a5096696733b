import { expect, test } from "vitest";
import { isTimeZone, nextTimeOfDay } from "./time-of-day.ts";

test.each([
  [
    "today, where it is still to come",
    "06:00",
    "Europe/Berlin",
    "2026-11-27T04:59:59Z",
    "2026-11-27T05:00:00Z",
  ],
  ["tomorrow, where it is now", "06:00", "Europe/Berlin", "2026-11-27T05:00:00Z", "2026-11-28T05:00:00Z"],
  ["the day there, not here", "06:00", "Asia/Tokyo", "2026-11-27T20:00:00Z", "2026-11-27T21:00:00Z"],
  ["over the change to summer", "06:00", "Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-29T04:00:00Z"],
  ["over the change to winter", "06:00", "Europe/Berlin", "2026-10-24T12:00:00Z", "2026-10-25T05:00:00Z"],
  ["right after a change", "03:30", "America/New_York", "2026-03-08T05:00:00Z", "2026-03-08T07:30:00Z"],
  ["a time that is left out", "02:30", "Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T01:30:00Z"],
  ["a time that comes twice, once", "02:30", "Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-26T01:30:00Z"],
  ["a zone of half hours", "00:15", "Asia/Kolkata", "2026-11-27T18:44:00Z", "2026-11-27T18:45:00Z"],
])("the next time of day is %s", (_which, timeOfDay, timeZone, now, next) => {
  const atMs = nextTimeOfDay(timeOfDay, timeZone, Date.parse(now));
  expect(new Date(atMs).toISOString()).toBe(new Date(next).toISOString());
});

test("a time zone is one of the IANA's names", () => {
  expect(["Europe/Berlin", "UTC", "Mars/Olympus", ""].map(isTimeZone)).toEqual([true, true, false, false]);
});
