import { Decimal, majorUnits } from "@spindlebus/bus/adapter";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { moneyOf, plainDecimal } from "./exact.ts";

test.each([
  [2, 0, "2"],
  [10, -2, "0.1"],
  ["12.50", 0, "12.5"],
  [1e-7, 0, "0.0000001"],
  [1e21, 0, "1000000000000000000000"],
  ["-0.0", 0, "0"],
  [-71.0707, 0, "-71.0707"],
  [100, -2, "1"],
])("%s times ten to the power %i is %s", (value, places, text) => {
  expect(plainDecimal(value, places)).toBe(text);
});

test("an amount goes to Toast and comes back the same", () => {
  fc.assert(
    fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), (amount) => {
      const money = { amount, currency: "USD" };
      const wire = JSON.parse(JSON.stringify({ amount: majorUnits(money) })) as { amount: number };
      expect(moneyOf(wire.amount, "USD")).toEqual(money);
    }),
  );
});

test("an amount that nobody can owe is refused where it is read", () => {
  expect(Decimal.safeParse(1e12).success).toBe(false);
  expect(Decimal.safeParse("9".repeat(40)).success).toBe(false);
});
