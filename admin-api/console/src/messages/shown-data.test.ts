import { expect, test } from "vitest";
import { laidOut, marksOf, shownDataOf } from "./shown-data.ts";

const answer = (data: string, text = "null") =>
  `{"type":"a.b.v1","contentType":"application/json","known":true,"text":${text},"masked":[],"data":${data}}`;

test("what is shown of the data has every digit that was sent", () => {
  const shown = shownDataOf(answer('{"price":1.10,"id":9007199254740993}'));
  expect(shown.text).toBe('{"price":1.10,"id":9007199254740993}');
  expect(laidOut(shown, false)).toBe('{\n  "price": 1.10,\n  "id": 9007199254740993\n}');
  expect(laidOut(shown, true)).toBe(shown.text);
});

test("data that have a member of the same name are not mistaken for the answer", () => {
  expect(shownDataOf(answer('{"data":{"data":1.0}}')).text).toBe('{"data":{"data":1.0}}');
});

test("bytes that are no JSON are shown as what can be shown of them", () => {
  const shown = shownDataOf(answer("null", '"{oops"'));
  expect([shown.text, shown.isJson, laidOut(shown, false)]).toEqual(["{oops", false, "{oops"]);
});

test("a fault is marked at the characters of its value, in whatever layout the text is shown", () => {
  const faults = [{ pointer: "/lines/0/price", detail: "is too small" }];
  for (const text of ['{"lines":[{"price":1.10}]}', '{\n  "lines": [{ "price": 1.10 }]\n}']) {
    const [mark] = marksOf(text, faults);
    expect([text.slice(mark?.from, mark?.to), mark?.words]).toEqual(["1.10", "/lines/0/price is too small"]);
  }
  expect(marksOf("{", faults)).toEqual([]);
});
