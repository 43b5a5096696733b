import { expect, test } from "vitest";
import { isGone, refusal } from "./errors.ts";

const answer = (status: number, json: unknown, headers: Readonly<Record<string, string>> = {}) => ({
  status,
  headers,
  json,
  body: JSON.stringify(json) ?? "<html>",
});
const error = (errorCode: string) => ({
  errorCode,
  errorSummary: "Okta's text",
  errorId: "oae1",
  errorCauses: [],
});

test.each([
  ["a value that is not valid", 400, error("E0000001"), "rejected", "E0000001"],
  ["an unknown user", 404, error("E0000007"), "rejected", "E0000007"],
  ["a wrong token", 401, error("E0000011"), "blocked", "credentials_refused"],
  ["a right that is missing", 403, error("E0000006"), "blocked", "credentials_refused"],
  ["a proxy's answer", 404, undefined, "blocked", "not_okta"],
  ["a redirect", 302, undefined, "blocked", "not_okta"],
  ["JSON of somebody else", 404, { error: "no route" }, "blocked", "not_okta"],
] as const)("%s (%i) is %4$s", (_case, status, json, kind, code) => {
  expect(refusal(answer(status, json))).toMatchObject({ kind, code });
});

test("a refusal says the causes, without which its summary says nothing", () => {
  const json = { ...error("E0000001"), errorCauses: [{ errorSummary: "login: taken" }] };
  expect(refusal(answer(400, json))).toMatchObject({ message: "Okta's text login: taken" });
});

const date = "Thu, 15 Jan 2026 18:04:05 GMT";
const now = Date.parse(date) / 1_000;

test.each([
  ["until the reset, by Okta's own clock", { "x-rate-limit-reset": String(now + 7), date }, 7_000],
  ["not into the past", { "x-rate-limit-reset": String(now - 7), date }, 0],
  [
    "for the bus to read Retry-After",
    { "x-rate-limit-reset": String(now + 7), date, "retry-after": "3" },
    undefined,
  ],
  ["without a wait where no clock is told", { "x-rate-limit-reset": String(now + 7) }, undefined],
])("429 is throttled %s", (_case, headers, retryAfterMs) => {
  expect(refusal(answer(429, error("E0000047"), headers))).toMatchObject({ kind: "throttled", retryAfterMs });
});

test("nobody is gone because a proxy says 404", () => {
  expect(isGone(answer(404, error("E0000007")))).toBe(true);
  expect(isGone(answer(404, undefined))).toBe(false);
  expect(isGone(answer(404, error("E0000022")))).toBe(false);
});
