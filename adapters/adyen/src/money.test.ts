import { expect, test } from "vitest";
import { amountOf, moneyOf } from "./money.ts";

test.each([
  ["USD", 1298, 1298],
  ["JPY", 1298, 1298],
  ["BHD", 1298, 1298],
  // Adyen's own exponents: two digits more than ISO 4217, and two less.
  ["CLP", 129_800, 1298],
  ["ISK", 5_700, 57],
  ["CVE", 12, 1200],
  ["IDR", 15_000, 1_500_000],
])("%s %i at Adyen is %i in minor units, and back", (currency, value, amount) => {
  expect(moneyOf({ value, currency })).toEqual({ amount, currency });
  expect(amountOf({ amount, currency })).toEqual({ value, currency });
});

test("every whole amount stays whole", () => {
  for (let amount = 1; amount < 20_000; amount += 1) {
    expect(moneyOf(amountOf({ amount, currency: "ISK" })).amount).toBe(amount);
    expect(moneyOf({ value: amount, currency: "IDR" }).amount).toBe(amount * 100);
  }
});

test("what the other side cannot say stays a fraction, so that it is refused and not rounded", () => {
  expect(moneyOf({ value: 1050, currency: "ISK" }).amount).toBe(10.5);
  expect(amountOf({ amount: 1050, currency: "IDR" }).value).toBe(10.5);
});
