import { expect, test } from "vitest";
import { prettyJson } from "../parts/exact-json.ts";
import { faultInData, isChanged, marksIn, nextRevisionOf, saidOf, type Draft } from "./edit.ts";
import { shownDataOf } from "./shown-data.ts";

const exact = '{"price":1.10,"id":9007199254740993,"name":"•••"}';
const draft = (changes: Partial<Draft>): Draft => ({
  isFree: false,
  before: exact,
  text: exact,
  isMasked: true,
  base: 2,
  ...changes,
});

test("numbers survive from what is shown over an edit to what is sent", () => {
  const answer = `{"type":"a.b.v1","contentType":"application/json","known":true,"text":null,"masked":[],"attributes":{},"faults":[],"data":${exact}}`;
  const before = prettyJson(shownDataOf(answer).text);
  const text = before.replace('"•••"', '"Ada"');
  const said = saidOf({ before, text, isMasked: false, isFree: false, base: 0 });
  const { body } = JSON.parse(`{${said.ok ? said.members : ""}}`) as { body: string };
  expect(body).toContain('"price": 1.10');
  expect(body).toContain('"id": 9007199254740993');
  expect(body).toBe(text);
});

test("where values are hidden only what changes is sent, digit for digit", () => {
  const text = exact.replace("1.10", "1.50").replace("9007199254740993", "9007199254740997");
  expect(saidOf(draft({ text }))).toMatchObject({
    members:
      '"patch":[{"op":"replace","path":"/price","value":1.50},{"op":"replace","path":"/id","value":9007199254740997}],"base":2',
  });
});

test("a hidden value is never sent as if it were the value", () => {
  const text = exact.replace('"name"', '"nickname"');
  expect(saidOf(draft({ text }))).toMatchObject({ ok: false, faults: [{ pointer: "/nickname" }] });
});

test("what is no JSON is told before anything is sent", () => {
  expect(saidOf(draft({ text: '{"price":1.10' }))).toMatchObject({ ok: false });
});

test("layout alone is no change", () => {
  expect(isChanged({ before: exact, text: prettyJson(exact) })).toBe(false);
  expect(isChanged({ before: exact, text: exact.replace("1.10", "1.1") })).toBe(true);
  expect(isChanged({ before: exact, text: "{" })).toBe(true);
});

test("a fault of the request is shown at its place in the data", () => {
  const operations = [{ op: "replace", path: "/price", value: "-1" }] as const;
  expect(faultInData({ pointer: "/data/price", detail: "x" }, operations).pointer).toBe("/price");
  expect(faultInData({ pointer: "/patch/0", detail: "x" }, operations).pointer).toBe("/price");
  expect(faultInData({ pointer: "/data", detail: "x" }, operations).pointer).toBe("");
});

test("what is no JSON is marked where it stops being some", () => {
  expect(marksIn('{"a":}', [], false)).toMatchObject([{ from: 5 }]);
  expect(marksIn('{"a":1.10}', [{ pointer: "/a", detail: "is too small" }], false)).toMatchObject([
    { from: 5, to: 9 },
  ]);
});

test("an edit is made from what would be sent next", () => {
  const states = (...all: readonly string[]) => all.map((state, index) => ({ n: all.length - index, state }));
  expect(nextRevisionOf(states("withdrawn", "approved", "replaced"))).toBe(2);
  expect(nextRevisionOf(states("rejected", "dispatched"))).toBe(1);
  expect(nextRevisionOf([])).toBe(0);
});

test("what failed at the way in is sent as it is written, JSON or not", () => {
  expect(saidOf(draft({ text: "status=open", isMasked: false, isFree: true }))).toMatchObject({
    members: '"body":"status=open","base":2',
  });
  expect(marksIn("status=open", [], true)).toEqual([]);
});
