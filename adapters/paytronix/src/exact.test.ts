import { exact, majorUnits } from "@spindlebus/bus/adapter";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { negated, plainDecimal, shareOf } from "./exact.ts";

describe("an exact number", () => {
  test("is written with its own digits, also where a JavaScript number would lose some", () => {
    expect(JSON.stringify({ id: exact("9223372036854775807") })).toBe('{"id":9223372036854775807}');
  });

  test("spells money in major units with all digits of its currency", () => {
    const amounts = [
      { amount: 1298, currency: "USD" },
      { amount: -5, currency: "USD" },
      { amount: 0, currency: "USD" },
      { amount: 1298, currency: "JPY" },
      { amount: 1298, currency: "BHD" },
    ];
    expect(JSON.stringify(amounts.map(majorUnits))).toBe("[12.98,-0.05,0.00,1298,1.298]");
  });

  test("gives back the same minor units for every safe amount", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (amount) => {
        const text = JSON.stringify(majorUnits({ amount, currency: "USD" }));
        expect(text).toMatch(/^-?\d+\.\d{2}$/);
        expect(BigInt(text.replace(".", ""))).toBe(BigInt(amount));
      }),
    );
  });
});

describe("a vendor's number", () => {
  test.each([
    [12, "12"],
    [12.5, "12.5"],
    ["12.50", "12.5"],
    ["0.00", "0"],
    ["-0.0", "0"],
    ["-4.20", "-4.2"],
    ["007", "7"],
    ["1,234.50", "1234.5"],
    ["9223372036854775807", "9223372036854775807"],
  ])("%j becomes the plain decimal %j", (given, plain) => {
    expect(plainDecimal(given)).toBe(plain);
  });

  test.each(["", "twelve", "1,5", "1e3", "1.2.3", null, undefined, Number.NaN, {}])("%j is none", (given) => {
    expect(plainDecimal(given)).toBeUndefined();
  });

  test("is negated without a negative zero", () => {
    expect(["12", "-0.5", "0"].map(negated)).toEqual(["-12", "0.5", "0"]);
  });
});

describe("a share", () => {
  test("is rounded down to the decimals of the quantity", () => {
    expect(shareOf("12", { from: 0, to: 500 }, 1402)).toBe("4");
    expect(shareOf("12.50", { from: 0, to: 500 }, 1402)).toBe("4.45");
    expect(shareOf("0.05", { from: 0, to: 700 }, 1402)).toBe("0.02");
  });

  test("of adjoining stretches adds up to the whole exactly, whatever the stretches", () => {
    const quantity = fc.tuple(fc.nat(1_000_000), fc.nat(999)).map(([whole, part]) => `${whole}.${part + 1}`);
    fc.assert(
      fc.property(quantity, fc.uniqueArray(fc.integer({ min: 1, max: 9_999 })), (whole, cuts) => {
        const points = [0, ...cuts.toSorted((one, other) => one - other), 10_000];
        const shares = points
          .slice(1)
          .map((to, index) => shareOf(whole, { from: points[index] ?? 0, to }, 10_000));
        const scale = 10 ** 4;
        const sum = shares.reduce((total, share) => total + Math.round(Number(share) * scale), 0);
        expect(sum).toBe(Math.round(Number(whole) * scale));
      }),
    );
  });
});
