import { describe, expect, test } from "vitest";
import { applyPatch, faultsOfPatch, type Patch } from "./apply-patch.ts";
import { readExactly, writeExactly } from "./exact-tree.ts";

const operations = (text: string): Patch => ({ kind: "patch", operations: readExactly(text) });
const merge = (text: string): Patch => ({ kind: "mergePatch", patch: readExactly(text) });

function apply(data: string, patch: Patch): string {
  expect(faultsOfPatch(patch)).toEqual([]);
  const patched = applyPatch(readExactly(data), patch);
  return patched.ok ? writeExactly(patched.data) : `${patched.pointer} ${patched.detail}`;
}

test("numbers keep their digits, those of the data and those of the patch", () => {
  const patch = '[{"op":"replace","path":"/b","value":2.50},{"op":"copy","from":"/a","path":"/c"}]';
  expect(apply('{"a":12.50,"b":1e2}', operations(patch))).toBe('{"a":12.50,"b":2.50,"c":12.50}');
  expect(apply('{"a":9007199254740993.0}', merge('{"b":1.0}'))).toBe('{"a":9007199254740993.0,"b":1.0}');
});

test("a test compares numbers by their value, and says which operation is not for this data", () => {
  const patch = operations('[{"op":"test","path":"/a","value":12.5},{"op":"remove","path":"/a"}]');
  expect(apply('{"a":12.50}', patch)).toBe("{}");
  expect(apply('{"a":12.51}', patch)).toBe("/0 /a is something else");
});

test.each([
  ['{"op":"add","path":"/lines/map/x","value":1}', "/0 there is no /lines/map/x"],
  ['{"op":"replace","path":"/lines/length","value":0}', "/0 there is no /lines/length"],
  ['{"op":"add","path":"/toString/x","value":1}', "/0 there is no /toString/x"],
  ['{"op":"remove","path":"/hasOwnProperty"}', "/0 there is no /hasOwnProperty"],
  ['{"op":"copy","from":"/toString","path":"/a"}', "/0 there is no /toString"],
  ['{"op":"add","path":"/lines/9","value":1}', "/0 there is no /lines/9"],
])("what all objects share is no place in any data: %s", (operation, refusal) => {
  expect(apply('{"lines":[1]}', operations(`[${operation}]`))).toBe(refusal);
});

test.each([
  ["no list", operations("{}"), ""],
  ["an unknown operation", operations('[{"op":"set","path":"/a"}]'), "/0/op"],
  ["no value", operations('[{"op":"add","path":"/a"}]'), "/0/value"],
  ["no pointer", operations('[{"op":"remove","path":"a"}]'), "/0/path"],
  ["a prototype", operations('[{"op":"add","path":"/__proto__/a","value":1}]'), "/0/path"],
  ["a merge patch that replaces everything", merge("[]"), ""],
])("%s is refused at its place", (_what, patch, pointer) => {
  expect(faultsOfPatch(patch).map((fault) => fault.pointer)).toEqual([pointer]);
});

/** RFC 7396, appendix A, as far as both sides are objects; and the names at which a package stops. */
describe("merge patch", () => {
  test.each([
    ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
    ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
    ['{"a":"b"}', '{"a":null}', "{}"],
    ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
    ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
    ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
    ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
    ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
    ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
    ["[1,2]", '{"a":"b","c":null}', '{"a":"b"}'],
    ["{}", '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
    ["{}", '{"constructor":1,"a":2}', '{"constructor":1,"a":2}'],
  ])("%s with %s is %s", (data, patch, result) => {
    expect(apply(data, merge(patch))).toBe(result);
  });
});
