import { expect, test } from "vitest";
import { percentilesOf } from "./histogram.ts";

test("a percentile is the time within which so many stay, at most a fifth off", () => {
  // 90 of about 100 ms, 10 of about 1,000 ms.
  const histogram = new Map([
    [20, 10],
    [14, 90],
  ]);
  const { p50 = 0, p95 = 0 } = percentilesOf(histogram) ?? {};
  expect(p50).toBeGreaterThan(80);
  expect(p50).toBeLessThan(120);
  expect(p95).toBeGreaterThan(800);
  expect(p95).toBeLessThan(1_200);
});

test("nothing has no percentiles, and what took no time at all took a millisecond at the most", () => {
  expect(percentilesOf(new Map())).toBeNull();
  expect(percentilesOf(new Map([[0, 3]]))).toEqual({ p50: 1, p95: 1, p99: 1 });
});
