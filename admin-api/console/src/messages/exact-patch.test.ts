import { expect, test } from "vitest";
import { patchBetween, spelledPatch } from "./exact-patch.ts";

test.each([
  ["a number keeps its digits", '{"a":1.10}', '{"a":1.20}', '[{"op":"replace","path":"/a","value":1.20}]'],
  [
    "a number beyond a double keeps its digits",
    '{"id":9007199254740993}',
    '{"id":9007199254740995}',
    '[{"op":"replace","path":"/id","value":9007199254740995}]',
  ],
  ["digits alone are a change", '{"a":1.1}', '{"a":1.10}', '[{"op":"replace","path":"/a","value":1.10}]'],
  ["layout is none", '{"a":1.10,"b":[1]}', '{\n  "b": [ 1 ],\n  "a": 1.10\n}', "[]"],
  ["another spelling of a string is none", '{"a":"\\u0041"}', '{"a":"A"}', "[]"],
  ["a member comes", "{}", '{"a/b":{"c":1.0}}', '[{"op":"add","path":"/a~1b","value":{"c":1.0}}]'],
  ["a member goes", '{"a~b":1}', "{}", '[{"op":"remove","path":"/a~0b"}]'],
  ["an item changes", "[1,2,3]", "[1,5,3]", '[{"op":"replace","path":"/1","value":5}]'],
  ["an item comes first", "[1,2]", "[0,1,2]", '[{"op":"add","path":"/0","value":0}]'],
  ["items go", "[1,2,3,4]", "[1,4]", '[{"op":"remove","path":"/1"},{"op":"remove","path":"/1"}]'],
  ["the kind changes", '{"a":[]}', '{"a":{}}', '[{"op":"replace","path":"/a","value":{}}]'],
])("%s", (_rule, before, after, patch) => {
  expect(spelledPatch(patchBetween(before, after))).toBe(patch);
});

test("what is not changed is not said, so that hidden values stay as they are", () => {
  const before = '{"name":"•••","lines":[{"sku":"a","guest":"•••"},{"sku":"b","guest":"•••"}]}';
  const after = before.replace('"sku":"b"', '"sku":"c"');
  expect(spelledPatch(patchBetween(before, after))).not.toContain("•••");
});
