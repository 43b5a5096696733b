import { vendorAnswer } from "@spindlebus/bus/testing";
import { Square } from "square";
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

/** Square gives these with the category AUTHENTICATION_ERROR and 401 or 403. */
const authentication: ReadonlySet<string> = new Set([
  "UNAUTHORIZED",
  "ACCESS_TOKEN_EXPIRED",
  "ACCESS_TOKEN_REVOKED",
  "CLIENT_DISABLED",
  "FORBIDDEN",
  "INSUFFICIENT_SCOPES",
  "APPLICATION_DISABLED",
  "V1_APPLICATION",
  "V1_ACCESS_TOKEN",
]);

/** The status that Square gives with a code is of no help here: what a code means is the same with any. */
const everyCode = Object.values(Square.ErrorCode).filter(
  (code) => !authentication.has(code) && !/^(INTERNAL_SERVER_ERROR|NOT_IMPLEMENTED)$/.test(code),
);

test("of all codes that the official SDK knows, these are no refusals", () => {
  const others = Map.groupBy(everyCode, (code) => answered(400, invalid(code)).kind);
  const { rejected = [], ...kinds } = Object.fromEntries(others);
  expect(kinds).toEqual({
    throttled: ["RATE_LIMITED"],
    retry: ["REFUND_ALREADY_PENDING", "REFUND_ERROR_PAYMENT_NEEDS_COMPLETION"],
    inDoubt: [
      "IDEMPOTENCY_KEY_REUSED",
      "REQUEST_TIMEOUT",
      "BAD_GATEWAY",
      "SERVICE_UNAVAILABLE",
      "TEMPORARY_ERROR",
      "GATEWAY_TIMEOUT",
    ],
    blocked: [
      "CARD_PROCESSING_NOT_ENABLED",
      "MERCHANT_SUBSCRIPTION_NOT_FOUND",
      "INSUFFICIENT_PERMISSIONS",
      "INSUFFICIENT_PERMISSIONS_FOR_REFUND",
      "INVALID_SQUARE_VERSION_FORMAT",
      "API_VERSION_INCOMPATIBLE",
      "METHOD_NOT_ALLOWED",
      "NOT_ACCEPTABLE",
      "GONE",
      "UNSUPPORTED_MEDIA_TYPE",
    ],
  });
  expect(rejected.length).toBeGreaterThan(100);
});
