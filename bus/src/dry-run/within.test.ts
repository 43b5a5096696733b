import { expect, test } from "vitest";
import { within } from "./within.ts";

const forever = (): never => {
  for (;;);
};

test("an endless loop is stopped, and its catch does not hold that up", () => {
  const stubborn = () => {
    try {
      return forever();
    } catch {
      return forever();
    }
  };
  expect(within(20, stubborn)).toEqual({ inTime: false });
});

test("an expression that backtracks for years is stopped", () => {
  expect(within(20, () => /^(a+)+$/.test(`${"a".repeat(60)}b`))).toEqual({ inTime: false });
});

test("what the function throws is thrown", () => {
  expect(() =>
    within(1_000, () => {
      throw new Error("no such field");
    }),
  ).toThrow("no such field");
});
