import { expect, test } from "vitest";
import { isRecord, pointerOf, valueAt } from "./pointer.ts";

test("the pointer of a path escapes ~ and / (RFC 6901)", () => {
  expect(pointerOf([])).toBe("");
  expect(pointerOf(["lines", 0, "a/b~c"])).toBe("/lines/0/a~1b~0c");
});

test("a dotted path leads through objects only", () => {
  expect(valueAt({ a: { b: "c" } }, "a.b")).toBe("c");
  expect(valueAt({ a: ["c"] }, "a.0")).toBeUndefined();
  expect(valueAt({}, "toString")).toBeUndefined();
});

test("a record is an object that is neither null nor an array", () => {
  expect([{}, [], null, "text", undefined].map(isRecord)).toEqual([true, false, false, false, false]);
});
