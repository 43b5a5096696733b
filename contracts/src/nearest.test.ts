import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editDistance, nearest } from "./nearest.ts";

describe("edit distance", () => {
  test.each([
    ["", "", 0],
    ["order", "order", 0],
    ["order", "", 5],
    ["kitten", "sitting", 3],
    ["refund", "refunds", 1],
  ])("from %j to %j is %i", (from, to, distance) => {
    expect(editDistance(from, to)).toBe(distance);
  });

  test("is the same in both directions, and zero only for equal words", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
      }),
    );
  });
});

describe("nearest", () => {
  const types = ["order.completed.v1", "payment.captured.v1", "payment.refund.v1", "payment.refunded.v1"];

  test("puts the most similar first, at most three", () => {
    expect(nearest("payment.refundet.v1", types)).toEqual([
      "payment.refunded.v1",
      "payment.refund.v1",
      "payment.captured.v1",
    ]);
  });

  test("names nothing when nothing is similar", () => {
    expect(nearest("zzzz", types)).toEqual([]);
  });

  test("a huge word costs no time", () => {
    const started = performance.now();
    nearest("x".repeat(1_000_000), types);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
