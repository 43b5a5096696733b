import { vendorAnswer } from "@spindlebus/bus/testing";
import { expect, test } from "vitest";
import { refusal } from "./errors.ts";

const answered = (status: number, error: object | undefined) =>
  refusal(vendorAnswer(status, error && { errors: [error] }));

const invalid = (code: string) => ({ category: "INVALID_REQUEST_ERROR", code, detail: "Square's text" });

test.each([
  ["a wrong value", 400, invalid("INVALID_VALUE"), "rejected", "INVALID_VALUE"],
  ["an unknown order", 404, invalid("NOT_FOUND"), "rejected", "NOT_FOUND"],
  ["a stale version", 400, invalid("VERSION_MISMATCH"), "retry", "VERSION_MISMATCH"],
  ["a conflict", 409, invalid("CONFLICT"), "retry", "CONFLICT"],
  ["a key with another body", 400, invalid("IDEMPOTENCY_KEY_REUSED"), "inDoubt", "IDEMPOTENCY_KEY_REUSED"],
  ["Square's own timeout", 408, invalid("REQUEST_TIMEOUT"), "inDoubt", "REQUEST_TIMEOUT"],
  ["a passing trouble", 409, invalid("TEMPORARY_ERROR"), "inDoubt", "TEMPORARY_ERROR"],
  [
    "a wrong version of the API",
    400,
    invalid("API_VERSION_INCOMPATIBLE"),
    "blocked",
    "api_version_incompatible",
  ],
  [
    "an expired token",
    401,
    { category: "AUTHENTICATION_ERROR", code: "ACCESS_TOKEN_EXPIRED" },
    "blocked",
    "credentials_refused",
  ],
  [
    "a missing scope",
    403,
    { category: "AUTHENTICATION_ERROR", code: "INSUFFICIENT_SCOPES" },
    "blocked",
    "credentials_refused",
  ],
  ["a proxy's answer", 404, undefined, "blocked", "not_square"],
  [
    "an error without a code",
    400,
    { category: "INVALID_REQUEST_ERROR" },
    "rejected",
    "INVALID_REQUEST_ERROR",
  ],
] as const)("%s (%i) is %4$s", (_case, status, error, kind, code) => {
  expect(answered(status, error)).toMatchObject({ kind, code });
});

test.each([
  ["429", 429, undefined],
  ["the code RATE_LIMITED", 400, invalid("RATE_LIMITED")],
] as const)("%s is throttled, and the bus reads for how long", (_case, status, error) => {
  expect(answered(status, error)).toMatchObject({ kind: "throttled", retryAfterMs: undefined });
});
