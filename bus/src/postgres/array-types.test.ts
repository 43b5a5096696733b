import { expect, test } from "vitest";
import { arraysAsText } from "./array-types.ts";

const text = arraysAsText["text[]"];

test.each([
  [[], "{}"],
  [
    ["019bc2f0-1111-7000-8000-000000000001", "two words"],
    '{019bc2f0-1111-7000-8000-000000000001,"two words"}',
  ],
  [["null", "NULL", "Null", "nulls"], '{"null","NULL","Null",nulls}'],
  [
    ['say "no"', "back\\slash", "a,b", "{}", "NULL", ""],
    String.raw`{"say \"no\"","back\\slash","a,b","{}","NULL",""}`,
  ],
  [[null, "line\nbreak"], '{NULL,"line\nbreak"}'],
])("%j is written as %s, and read again", (values, written) => {
  expect(text.serialize(values)).toBe(written);
  expect(text.parse(written)).toEqual(values);
});

test("what the server writes without quotes is read", () => {
  expect(text.parse("{a,b.c,NULL}")).toEqual(["a", "b.c", null]);
  expect(arraysAsText["int[]"].parse("{1,-2}")).toEqual([1, -2]);
  expect(arraysAsText["bytea[]"].parse(String.raw`{"\\x00ff"}`)).toEqual([Buffer.from([0, 255])]);
});

test("bytes are written as hex", () => {
  expect(arraysAsText["bytea[]"].serialize([Buffer.from([0, 255])])).toBe(String.raw`{"\\x00ff"}`);
});
