import { expect, test } from "vitest";
import { excerptOf } from "./excerpt.ts";

test("a request shows its line, its headers and its body digit for digit", () => {
  const body = '{"amount":1.10}';
  expect(
    excerptOf({ method: "POST", path: "/x", headers: { "content-type": "application/json" }, body }),
  ).toEqual({
    line: "POST /x",
    headers: [["content-type", "application/json"]],
    body: '{\n  "amount": 1.10\n}',
  });
});

test("a response shows its status; a body that is no JSON stays as it is", () => {
  expect(excerptOf({ status: 502, body: "<html>" })).toEqual({ line: "502", headers: [], body: "<html>" });
});

test("where no response came, what happened instead is told", () => {
  const recorded = { error: "UND_ERR_SOCKET", detail: "other side closed" };
  expect(excerptOf(recorded)).toEqual({
    line: "No answer: UND_ERR_SOCKET",
    headers: [],
    body: "other side closed",
  });
});

test("where nothing was recorded there is nothing", () => {
  expect(excerptOf(null)).toBeUndefined();
});
