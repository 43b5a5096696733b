import { expect, test } from "vitest";
import { changesOf, recordedOf, wordsOfChanges } from "./changes.ts";

const json = { "content-type": "application/json" };
const now = (body: string, changes: object = {}) => ({
  method: "POST",
  path: "/orders",
  headers: json,
  body,
  ...changes,
});
const failed = (body: string, changes: object = {}) => {
  const recorded = recordedOf(JSON.stringify(now(body, changes)));
  if (!recorded) throw new Error("it cannot be read");
  return recorded;
};

test("an amount differs by its digits, at a JSON Pointer", () => {
  const changes = changesOf(failed('{"amount":12.50}'), now('{"amount":12.5}'));
  expect(changes).toEqual([{ place: "/amount", change: "changed", before: "12.50", now: "12.5" }]);
  expect(wordsOfChanges(changes)).toBe("differs at /amount: 12.50 → 12.5");
});

test("items of a list are one place", () => {
  const changes = changesOf(failed('{"items":[{"id":1},{"id":2}]}'), now('{"items":[{"id":3},{"id":4}]}'));
  expect(changes.map(({ place }) => place)).toEqual(["/items/*/id"]);
});

test("method, path and headers differ by their names", () => {
  const headers = { ...json, "square-version": "2026-10-01" };
  const changes = changesOf(failed("{}"), now("{}", { method: "PUT", path: "/v2/orders", headers }));
  expect(changes.map(({ place }) => place)).toEqual(["method", "path", "header.square-version"]);
  expect(wordsOfChanges(changes)).toBe("differs at method: POST → PUT, and at 2 more");
});

test("of an attempt that kept no headers, nothing is said of headers", () => {
  const recorded = recordedOf('{"method":"POST","path":"/orders","body":"{}"}');
  expect(recorded && changesOf(recorded, now("{}"))).toEqual([]);
  expect(wordsOfChanges([])).toBe("the same");
});

test("a value that is long is cut", () => {
  const [change] = changesOf(failed('{"id":"a"}'), now(JSON.stringify({ id: "b".repeat(10_000) })));
  expect(change?.now?.length).toBeLessThan(200);
});

test("what no version of the bus has written is no request", () => {
  expect(recordedOf(null)).toBeUndefined();
  expect(recordedOf('{"method":1}')).toBeUndefined();
});
