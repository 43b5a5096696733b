import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { currencyExponent, decimalOf, minorUnits, Money } from "./money.ts";

describe("money", () => {
  test("is integer minor units with an upper-case ISO 4217 code; the sign is allowed", () => {
    expect(Money.safeParse({ amount: -1298, currency: "USD" }).success).toBe(true);
  });

  test.each([
    { amount: 12.98, currency: "USD" },
    { amount: "1298", currency: "USD" },
    { amount: 2 ** 53, currency: "USD" },
    { amount: 1298, currency: "usd" },
    { amount: 1298, currency: "US" },
    { amount: 1298 },
    { amount: 1298, currency: "USD", precision: 2 },
  ])("refuses %j", (money) => {
    expect(Money.safeParse(money).success).toBe(false);
  });

  test.each([
    ["USD", 2],
    ["JPY", 0],
    ["BHD", 3],
    ["CLF", 4],
    ["constructor", 2],
  ])("%s has %i decimal digits", (currency, exponent) => {
    expect(currencyExponent(currency)).toBe(exponent);
  });

  test.each([
    ["12.98", "USD", 1298],
    ["0.1", "USD", 10],
    ["-3.5", "EUR", -350],
    ["1298", "JPY", 1298],
    ["1.298", "BHD", 1298],
    ["1.005", "USD", 100],
    ["1.015", "USD", 102],
    ["0.30000000000000004", "USD", 30],
    ["4.35", "USD", 435],
    ["1e2", "USD", 10000],
    ["90071992547409.91", "USD", 9007199254740991],
  ])("%s %s is %i minor units", (decimal, currency, amount) => {
    expect(minorUnits(decimal, currency)).toBe(amount);
  });

  test("refuses what is no decimal, and amounts beyond 2^53 - 1", () => {
    expect(() => minorUnits("12,98", "USD")).toThrow(RangeError);
    expect(() => minorUnits("90071992547409.92", "USD")).toThrow("beyond 2^53 - 1");
  });

  test.each([
    [1298, "USD", "12.98"],
    [-5, "USD", "-0.05"],
    [0, "USD", "0.00"],
    [1298, "JPY", "1298"],
    [5, "BHD", "0.005"],
  ])("%i %s is the decimal %s", (amount, currency, decimal) => {
    expect(decimalOf({ amount, currency })).toBe(decimal);
  });

  test("to a decimal and back is the same amount, in any currency", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom("USD", "JPY", "BHD", "CLF"), (amount, currency) => {
        expect(minorUnits(decimalOf({ amount, currency }), currency)).toBe(amount);
      }),
    );
  });
});
