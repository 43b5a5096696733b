import { describe, expect, test } from "vitest";
import type { Verdict } from "./judge.ts";
import { turnOf, waitMsAfter } from "./patience.ts";

const delivered: Verdict = { kind: "delivered" };
const refused = { kind: "refused", code: "http 500" } as const;
const asked = (retryAfterMs: number) => ({ ...refused, retryAfterMs });
const noJitter = () => 0;
const many = (verdict: Verdict, count: number) => Array.from({ length: count }, () => verdict);

describe("one notice", () => {
  test("is tried ten times over three days, by the schedule of Standard Webhooks", () => {
    const waits = Array.from({ length: 10 }, (_, n) => waitMsAfter(n + 1, refused, noJitter));
    const hours = [2, 5, 10, 14, 20, 24].map((each) => each * 3_600_000);
    expect(waits).toEqual([5_000, 300_000, 1_800_000, ...hours, undefined]);
  });

  test("waits as long as its receiver asks, and never shorter than its schedule says", () => {
    expect(waitMsAfter(1, asked(60_000), noJitter)).toBe(60_000);
    expect(waitMsAfter(2, asked(1_000), noJitter)).toBe(300_000);
  });

  test("waits up to a tenth longer, by chance", () => {
    expect(waitMsAfter(1, refused, () => 1)).toBe(5_500);
  });
});

describe("an endpoint", () => {
  test("fails after five failures in a row, and rests ever longer, five minutes at most", () => {
    let state = turnOf({ failures: 0 }, many(refused, 4), noJitter);
    expect(state).toEqual({ failures: 4, restMs: 0, turned: undefined });
    state = turnOf(state, [refused], noJitter);
    expect(state).toEqual({ failures: 5, restMs: 5_000, turned: "failing" });
    const rests = Array.from(
      { length: 8 },
      () => (state = turnOf(state, [refused], noJitter)).restMs / 1_000,
    );
    expect(rests).toEqual([10, 20, 40, 80, 160, 300, 300, 300]);
    expect(state.turned).toBeUndefined();
  });

  test("rests no longer at first where many failed at the same time", () => {
    expect(turnOf({ failures: 0 }, many(refused, 32), noJitter)).toEqual({
      failures: 5,
      restMs: 5_000,
      turned: "failing",
    });
  });

  test("is well again after one success, whatever failed beside it", () => {
    expect(turnOf({ failures: 9 }, [refused, delivered], noJitter)).toEqual({
      failures: 0,
      restMs: 0,
      turned: "well",
    });
    expect(turnOf({ failures: 4 }, [delivered], noJitter).turned).toBeUndefined();
  });

  test("is left alone for as long as it asks, though it is well", () => {
    expect(turnOf({ failures: 0 }, [delivered, asked(60_000)], noJitter).restMs).toBe(60_000);
    expect(turnOf({ failures: 5 }, [asked(60_000)], noJitter).restMs).toBe(60_000);
  });

  test("that says it is gone is gone, whatever it said beside", () => {
    expect(turnOf({ failures: 2 }, [delivered, { kind: "gone", code: "http 410" }], noJitter).turned).toBe(
      "gone",
    );
  });
});
