import { expect, test } from "vitest";
import { JsonFault, placesOf, prettyJson, readJson, tryJson } from "./exact-json.ts";

const text =
  '{"amount":1.10,"id":9007199254740993,"lines":[{"sku":"a/b","n":-0},{"sku":"x~y","n":1e2}],"none":{},"empty":[ ]}';

test("numbers keep every digit when a text is laid out", () => {
  expect(prettyJson('{"amount":1.10,"id":9007199254740993,"e":1E+2,"zero":-0}')).toBe(
    '{\n  "amount": 1.10,\n  "id": 9007199254740993,\n  "e": 1E+2,\n  "zero": -0\n}',
  );
});

test("laying out changes only the space between", () => {
  expect(JSON.parse(prettyJson(text))).toEqual(JSON.parse(text));
  expect(prettyJson(prettyJson(text))).toBe(prettyJson(text));
});

test("names keep their order and their spelling, also those that look like numbers, and those that are there twice", () => {
  expect(prettyJson('{"2":1,"1":2,"\\u0061":3,"a":4}')).toBe(
    '{\n  "2": 1,\n  "1": 2,\n  "\\u0061": 3,\n  "a": 4\n}',
  );
});

test("what is no JSON is shown as it is", () => {
  expect(prettyJson("{oops")).toBe("{oops");
});

const spelled = (pointer: string) =>
  placesOf(readJson(text), pointer).map(({ from, to }) => text.slice(from, to));

test.each([
  ["/amount", ["1.10"]],
  ["/id", ["9007199254740993"]],
  ["/lines/1/sku", ['"x~y"']],
  ["/lines/*/n", ["-0", "1e2"]],
  ["/none", ["{}"]],
  ["", [text]],
])("a pointer leads to the characters of its value: %s", (pointer, expected) => {
  expect(spelled(pointer)).toEqual(expected);
});

test("a pointer to what is missing leads to the bracket of what should have it", () => {
  expect(spelled("/lines/0/price")).toEqual(["{"]);
  expect(spelled("/lines/7")).toEqual(["["]);
  expect(spelled("/amount/currency")).toEqual(["1.10"]);
});

test("escapes of a pointer are undone", () => {
  const escaped = '{"a/b":{"c~d":1.50}}';
  const [place] = placesOf(readJson(escaped), "/a~1b/c~0d");
  expect(escaped.slice(place?.from, place?.to)).toBe("1.50");
});

test.each([
  ['{"a":}', 5],
  ['{"a":1,}', 7],
  ["[1 2]", 3],
  ['{"a":01}', 6],
  ["", 0],
  ['{"a":"b\nc"}', 5],
  ["{} {}", 3],
])("a fault has its place: %s", (wrong, at) => {
  const found = tryJson(wrong);
  expect(found).toBeInstanceOf(JsonFault);
  expect(found).toMatchObject({ at });
});

test("a text that is nested without end is refused, and does not end the page", () => {
  expect(tryJson("[".repeat(100_000))).toBeInstanceOf(JsonFault);
});
