import { expect, test } from "vitest";
import { judge } from "./judge.ts";

const clock = { now: () => Date.parse("2026-11-27T12:00:00Z") };
const verdict = (status: number, headers: Readonly<Record<string, string>> = {}) =>
  judge({ status, headers }, clock);

test.each([200, 202, 204, 299])("%i is taken", (status) => {
  expect(verdict(status)).toEqual({ kind: "delivered" });
});

test.each([301, 302, 307, 400, 401, 404, 500, 502, 504])("%i is a failure", (status) => {
  expect(verdict(status)).toEqual({ kind: "refused", code: `http ${status}` });
});

test("410 ends it", () => {
  expect(verdict(410)).toEqual({ kind: "gone", code: "http 410" });
});

test.each([
  ["120", 120_000],
  ["Fri, 27 Nov 2026 12:01:00 GMT", 60_000],
  ["99999999", 86_400_000],
])("Retry-After %s is heard, a day at most", (header, retryAfterMs) => {
  expect(verdict(503, { "retry-after": header })).toEqual({
    kind: "refused",
    code: "http 503",
    retryAfterMs,
  });
});

test("a Retry-After that is none is not", () => {
  expect(verdict(429, { "retry-after": "soon" })).toEqual({ kind: "refused", code: "http 429" });
});
