import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatDecimal, parseDecimal, rescale } from "./decimal.ts";

const decimal = fc.record({ digits: fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), scale: fc.nat(12) });

describe("decimals", () => {
  test("come back as they were spelled", () => {
    fc.assert(
      fc.property(decimal, (value) => {
        expect(parseDecimal(formatDecimal(value))).toEqual(value);
      }),
    );
  });

  test.each([
    ["12.98", "12.98"],
    ["+7", "7"],
    ["007.50", "7.50"],
    ["1.5e3", "1500"],
    ["1e-7", "0.0000001"],
    ["-1.25E+1", "-12.5"],
    ["-0.00", "0.00"],
  ])("%s is %s", (text, plain) => {
    expect(formatDecimal(parseDecimal(text))).toBe(plain);
  });

  test.each(["", " 1", "1.", ".5", "1,5", "NaN", "Infinity", "0x10", "1e9999", "--1", "1".repeat(61)])(
    "not a decimal: %j",
    (text) => {
      expect(() => parseDecimal(text)).toThrow(new RangeError("not a decimal number"));
    },
  );

  test.each([
    ["0.125", 2, "0.12"],
    ["0.135", 2, "0.14"],
    ["0.1251", 2, "0.13"],
    ["-0.125", 2, "-0.12"],
    ["-0.135", 2, "-0.14"],
    ["0.5", 0, "0"],
    ["1.5", 0, "2"],
    ["2.5", 0, "2"],
    ["-2.51", 0, "-3"],
    ["3", 2, "3.00"],
  ])("%s to %i digits is %s: half to even", (text, scale, rounded) => {
    expect(formatDecimal(rescale(parseDecimal(text), scale))).toBe(rounded);
  });

  test("rounding is never off by more than half a unit", () => {
    fc.assert(
      fc.property(decimal, fc.nat(12), (value, scale) => {
        const rounded = rescale(value, scale);
        const common = Math.max(scale, value.scale);
        const error = rescale(rounded, common).digits - rescale(value, common).digits;
        expect((error < 0n ? -error : error) * 2n).toBeLessThanOrEqual(10n ** BigInt(common - scale));
      }),
    );
  });
});
