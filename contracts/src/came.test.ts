import { expect, test } from "vitest";
import { whatCame } from "./came.ts";

test.each([
  ["maybe", '"maybe"'],
  ["2026-01-15 18:04:05", '"2026-01-15 18:04:05"'],
  [-7.5, "-7.5"],
  [true, "true"],
  [null, "null"],
  [undefined, "nothing"],
  [[1, 2], "an array of 2"],
  [{ a: 1 }, "an object"],
  ["x".repeat(41), "a text of 41 characters"],
  ["", "a text of 0 characters"],
])("%j is told as %s", (value, words) => {
  expect(whatCame(value, true)).toBe(words);
});

test.each([
  "ada@example.com",
  "+1 (555) 010-9999",
  "6000201000200841",
  6_000_201_000_200_841,
  "<b>",
  "Zürich",
])("%j is quoted nowhere, as it may be about a person or unreadable", (value) => {
  expect(whatCame(value, true)).not.toContain(String(value));
});

test.each(["Ada", 7, true])("%j is not quoted where the field's class forbids it", (value) => {
  expect(whatCame(value, false)).toBe(`a ${typeof value === "string" ? "text" : typeof value}`);
});
