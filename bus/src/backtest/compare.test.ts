import { describe, expect, test } from "vitest";
import { compare } from "./compare.ts";
import type { SidesAnswer } from "./ask-both.ts";

const json = { "content-type": "application/json" };
const request = (body: string, changes: object = {}): SidesAnswer => ({
  kind: "request",
  method: "POST",
  path: "/orders",
  headers: json,
  body,
  ...changes,
});
const names = (before: SidesAnswer, after: SidesAnswer) =>
  compare(before, after).map(({ place, change, old, new: fresh }) =>
    [place, change, old, fresh].filter(Boolean).join(" "),
  );

describe("two requests differ", () => {
  test.each<[string, SidesAnswer, SidesAnswer, readonly string[]]>([
    ["in the method", request("{}"), request("{}", { method: "PUT" }), ["method changed POST PUT"]],
    [
      "in the path, and in the query by its names",
      request("", { path: "/a?x=1&y=2" }),
      request("", { path: "/b?x=1&z=3" }),
      ["path changed /a /b", "query.y removed 2", "query.z added 3"],
    ],
    [
      "in a header, whatever its case",
      request("{}", { headers: { "X-A": "1" } }),
      request("{}", { headers: { "x-a": "2" } }),
      ["header.x-a changed 1 2"],
    ],
    ["in a value of the body", request('{"a":{"b":1}}'), request('{"a":{"b":2}}'), ["body/a/b changed 1 2"]],
    [
      "in items, which are one place",
      request('{"i":[{"p":1},{"p":2}]}'),
      request('{"i":[{"p":3},{"p":4}]}'),
      ["body/i/*/p changed 1 3"],
    ],
    ["in an item more", request('{"i":[1]}'), request('{"i":[1,2]}'), ["body/i/* added 2"]],
    [
      "in the digits of an amount",
      request('{"a":12.50}'),
      request('{"a":12.5}'),
      ["body/a changed 12.50 12.5"],
    ],
    [
      "in an id beyond 2⁵³",
      request('{"a":12345678901234567890}'),
      request('{"a":12345678901234567891}'),
      ["body/a changed 12345678901234567890 12345678901234567891"],
    ],
    ["in a number that was a string", request('{"a":"1"}'), request('{"a":1}'), ['body/a changed "1" 1']],
    [
      "in an object that is empty now",
      request('{"a":{"b":1}}'),
      request('{"a":{}}'),
      ["body/a/b removed 1", "body/a added {}"],
    ],
    [
      "in a field of a form",
      request("a=1&i[0][p]=2", { headers: { "content-type": "application/x-www-form-urlencoded" } }),
      request("a=1&i[0][p]=3", { headers: { "content-type": "application/x-www-form-urlencoded" } }),
      ["body/i[*][p] changed 2 3"],
    ],
    [
      "in a field that is there twice",
      request("a=1&a=2", { headers: { "content-type": "application/x-www-form-urlencoded" } }),
      request("a=1", { headers: { "content-type": "application/x-www-form-urlencoded" } }),
      ["body/a removed 2"],
    ],
    ["in a text that is no JSON", request("<a/>"), request("<b/>"), ["body changed <a/> <b/>"]],
  ])("%s", (_where, before, after, expected) => expect(names(before, after)).toEqual(expected));

  test("at a place that is told without the addresses in its name", () => {
    expect(names(request('{"ada@mail.org":1}'), request('{"ada@mail.org":2}'))).toEqual([
      "body/•••@••• changed 1 2",
    ]);
  });

  test("and not in the order of their keys and headers, or in blanks", () => {
    const [a, b] = [
      request('{"x":1,"y":2}', { headers: { a: "1", b: "2" } }),
      request('{ "y": 2, "x": 1 }', { headers: { b: "2", a: "1" } }),
    ];
    expect(names(a, b)).toEqual([]);
  });

  test("however deep a body is", () => {
    const deep = (leaf: string) => "[".repeat(100_000) + leaf + "]".repeat(100_000);
    expect(compare(request(deep("1")), request(deep("2")))).toMatchObject([{ change: "changed" }]);
  });
});

test("what only one of two does is told of it, and what both do not do is no difference", () => {
  expect(names({ kind: "skipped", why: "a guest" }, request("{}"))).toEqual(["skipped only-old a guest"]);
  expect(names(request("{}"), { kind: "threw", why: "no" })).toEqual(["threw only-new no"]);
  expect(names({ kind: "skipped", why: "a guest" }, { kind: "skipped", why: "no member" })).toEqual([]);
  expect(names({ kind: "skipped", why: "a" }, { kind: "invalid", why: "b" })).toEqual([
    "skipped only-old a",
    "invalid only-new b",
  ]);
});

test("another outcome in place of a request is a difference", () => {
  expect(names({ kind: "concluded", why: "rejected a" }, { kind: "concluded", why: "blocked b" })).toEqual([
    "concluded changed rejected a blocked b",
  ]);
});
