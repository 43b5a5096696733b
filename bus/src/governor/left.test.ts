import { expect, test } from "vitest";
import { leftOf } from "./left.ts";
import { blankStanding, type Lease, type Standing } from "./standing.ts";

const nowMs = 1_000_000;
const limits = { concurrency: 10, perSecond: 20 };
const lease = (held: number, old = 0): Lease => ({ held, old, wants: held, hungry: false, untilMs: nowMs });
const left = (some: Partial<Standing>, of = limits) => leftOf({ ...blankStanding, ...some }, of, nowMs);

test("where nobody asks for anything all is left", () => {
  expect(left({})).toEqual({ atATime: 10, inSecond: 20 });
});

test("places are missing that workers have, also those of calls from before a closure", () => {
  expect(left({ leases: { a: lease(3), b: lease(1, 2) } }).atATime).toBe(4);
  expect(left({ leases: { a: lease(9), b: lease(0, 4) } }).atATime).toBe(0);
});

test.each([
  [250, 20, 15],
  [240, 20, 16],
  [2_000, 20, 0],
  [-5_000, 20, 20],
  [0, 0.5, 1],
])("given out %i ms ahead of %f a second, %i may begin within a second", (aheadMs, perSecond, calls) => {
  expect(left({ tatMs: nowMs + aheadMs }, { ...limits, perSecond }).inSecond).toBe(calls);
});

test("nothing is left while it is shut, and little while it reopens", () => {
  const shut = { is: "shut", cause: "limit", untilMs: nowMs + 5, sinceMs: 0 } as const;
  expect(left({ door: shut })).toEqual({ atATime: 0, inSecond: 0 });
  const ramp = { is: "ramp", cause: "outage", allowed: 2, left: 2, proven: true, sinceMs: 0 } as const;
  expect(left({ door: ramp, leases: { a: lease(1) } })).toEqual({ atATime: 1, inSecond: 20 });
});

test("without a rate there is nothing to be left of it", () => {
  expect(left({}, { concurrency: 3, perSecond: Number.POSITIVE_INFINITY })).toEqual({
    atATime: 3,
    inSecond: null,
  });
});
