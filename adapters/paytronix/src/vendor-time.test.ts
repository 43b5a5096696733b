import { describe, expect, test } from "vitest";
import { checkTime, dayBefore, vendorTimeMs } from "./vendor-time.ts";

describe("a time on a check", () => {
  test("is written in UTC with its offset, without fractions", () => {
    expect(checkTime("2026-01-15T18:04:05.678Z")).toBe("2026-01-15 18:04:05 +0000");
  });

  test("has a day before it, also across a year", () => {
    expect(dayBefore("2026-01-01T00:00:00.000Z")).toBe("2025-12-31");
  });
});

describe("a time of Paytronix", () => {
  const expected = Date.parse("2026-01-15T18:04:05Z");

  test.each([
    "2026-01-15T18:04:05Z",
    "2026-01-15T18:04:05.000",
    "2026-01-15 18:04:05 +0000",
    "2026-01-15 13:04:05 -0500",
    "2026-01-15 13:04:05 -05:00",
    "2026-01-15 18:04:05",
  ])("is read from %j", (text) => {
    expect(vendorTimeMs(text)).toBe(expected);
  });

  test("is read without seconds and as a day alone", () => {
    expect(vendorTimeMs("2026-01-15 18:04")).toBe(Date.parse("2026-01-15T18:04:00Z"));
    expect(vendorTimeMs("2026-01-15")).toBe(Date.parse("2026-01-15T00:00:00Z"));
  });

  test.each(["yesterday", "2026-13-45", "", 5, undefined])("is unknown for %j", (text) => {
    expect(vendorTimeMs(text)).toBeUndefined();
  });
});
