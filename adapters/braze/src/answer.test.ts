import { vendorAnswer } from "@spindlebus/bus/testing";
import { expect, test } from "vitest";
import { readAnswer } from "./answer.ts";

test.each([
  [201, { message: "success" }],
  [202, { message: "queued" }],
])("%i %j is accepted", (status, json) => {
  expect(readAnswer(vendorAnswer(status, json))).toMatchObject({ kind: "accepted" });
});

test.each([
  ["an unreadable success", 201, undefined, { kind: "inDoubt", code: "unreadable_answer" }],
  ["a success that says something else", 200, { message: "hm" }, { kind: "inDoubt" }],
  ["a timeout at Braze", 408, { message: "Timeout" }, { kind: "inDoubt", code: "http_408" }],
  ["an unknown key", 401, { message: "Invalid API key" }, { kind: "blocked", code: "credentials_refused" }],
  ["a closed account", 403, { message: "Forbidden" }, { kind: "blocked", code: "credentials_refused" }],
  ["a key of another instance", 404, { message: "Not Found" }, { kind: "blocked", code: "not_braze" }],
  ["an answer of somebody else", 400, undefined, { kind: "blocked", code: "not_braze" }],
  ["a redirect", 302, undefined, { kind: "blocked", code: "not_braze" }],
  [
    "a refusal",
    400,
    { message: "Invalid Campaign ID" },
    { kind: "rejected", code: "http_400", message: "Invalid Campaign ID" },
  ],
])("%s (%i) is what it proves", (_what, status, json, outcome) => {
  expect(readAnswer(vendorAnswer(status, json))).toMatchObject(outcome);
});

test("a limit holds until the reset that Braze names, by Braze's own clock", () => {
  const headers = { "x-ratelimit-reset": "1768503607", date: "Thu, 15 Jan 2026 19:00:04 GMT" };
  expect(readAnswer(vendorAnswer(429, { message: "Over rate limit" }, headers))).toEqual({
    kind: "throttled",
    message: "Braze answered 429.",
    retryAfterMs: 3_000,
  });
});

test.each([{}, { "x-ratelimit-reset": "soon", date: "Thu, 15 Jan 2026 19:00:04 GMT" }])(
  "a limit without a readable reset (%j) leaves the wait to the bus",
  (headers) => {
    const outcome = readAnswer(vendorAnswer(429, { message: "Over rate limit" }, headers));
    expect(outcome).toMatchObject({ kind: "throttled", retryAfterMs: undefined });
  },
);
