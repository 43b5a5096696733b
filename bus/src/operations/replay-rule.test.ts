import { describe, expect, test } from "vitest";
import { manualClock } from "../testing/memory/manual-clock.ts";
import { judgeRule, ruleInWords, type ReplayRule, type Sight, type Watched } from "./replay-rule.ts";

const startMs = Date.UTC(2026, 10, 27, 12);
const setAt = new Date(startMs).toISOString();
const well = { circuitIsOpen: false, failedAtMs: 0, adapterVersion: "1.3.9" };

/** A rule that a scheduler looks at, and remembers what it noted. */
function setup(rule: ReplayRule, dueAt: string | null = null) {
  const clock = manualClock(startMs);
  let watched: Watched | undefined;
  const lookAfter = (ms: number, seen: Partial<Sight> = {}): boolean => {
    clock.advance(ms);
    const verdict = judgeRule({ rule, setAt, dueAt, watched }, { ...well, ...seen, nowMs: clock.now() });
    ({ watched } = verdict);
    return verdict.holds;
  };
  const lookEvery = (ms: number, times: number) => Array.from({ length: times }, () => lookAfter(ms));
  return { lookAfter, lookEvery };
}

describe("a vendor's health", () => {
  test("holds once it was seen to be healthy for so long since the rule was set", () => {
    const { lookEvery } = setup({ healthyFor: "2m" });
    expect(lookEvery(30_000, 4)).toEqual([false, false, false, true]);
  });

  test("is counted from the end of an outage", () => {
    const { lookAfter, lookEvery } = setup({ healthyFor: "2m" });
    lookEvery(30_000, 3);
    expect(lookAfter(30_000, { circuitIsOpen: true })).toBe(false);
    expect(lookEvery(30_000, 4)).toEqual([false, false, false, true]);
  });

  test("does not hold while the circuit is open, however short it is to be", () => {
    expect(setup({ healthyFor: "0s" }).lookAfter(0, { circuitIsOpen: true })).toBe(false);
  });

  test("is counted from the last call that failed as if it were away", () => {
    const { lookAfter } = setup({ healthyFor: "1m" });
    expect(lookAfter(50_000, { failedAtMs: startMs + 40_000 })).toBe(false);
    expect(lookAfter(49_000, { failedAtMs: startMs + 40_000 })).toBe(false);
    expect(lookAfter(1_000, { failedAtMs: startMs + 40_000 })).toBe(true);
  });

  test("begins anew where nobody had looked for more than a minute", () => {
    const { lookAfter } = setup({ healthyFor: "1m" });
    expect(lookAfter(61_000)).toBe(false);
    expect(lookAfter(60_000)).toBe(true);
  });
});

describe("an adapter's version", () => {
  test.each([
    ["1.4.0", true],
    ["1.10.0", true],
    ["2.0.0", true],
    ["1.3.9", false],
    ["1.4.0-rc.1", false],
    ["1.4.1-rc.1", true],
    ["1.4.0+build.7", true],
    ["1.4", true],
    ["0.9.9", false],
    [undefined, false],
    ["unknown", false],
  ])("%s against 1.4.0: %s", (adapterVersion, holds) => {
    expect(setup({ adapterVersion: "1.4.0" }).lookAfter(0, { adapterVersion })).toBe(holds);
  });
});

test("a time of day holds from its moment on", () => {
  const dueAt = new Date(startMs + 60_000).toISOString();
  const { lookAfter } = setup({ after: "13:01", timeZone: "Europe/Berlin" }, dueAt);
  expect([lookAfter(59_999), lookAfter(1), lookAfter(3_600_000)]).toEqual([false, true, true]);
});

test("a rule is told in words", () => {
  const rules: ReplayRule[] = [
    { healthyFor: "10m" },
    { adapterVersion: "1.4.0" },
    { after: "06:00", timeZone: "Europe/Berlin" },
  ];
  expect(rules.map(ruleInWords)).toEqual([
    "the vendor has been healthy for 10m",
    "the adapter is at least 1.4.0",
    "it is 06:00 (Europe/Berlin)",
  ]);
});
