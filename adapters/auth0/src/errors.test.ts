import { vendorAnswer } from "@spindlebus/bus/testing";
import { describe, expect, test } from "vitest";
import { refusal } from "./errors.ts";

const answered = (...answer: Parameters<typeof vendorAnswer>) => refusal(vendorAnswer(...answer));

const error = (statusCode: number, errorCode?: string) => ({
  statusCode,
  error: "Bad Request",
  message: "Auth0's text",
  ...(errorCode && { errorCode }),
});

test.each([
  ["a body that is not valid", 400, error(400, "invalid_body"), "rejected", "invalid_body"],
  ["an error without a code of its own", 400, error(400), "rejected", "Bad Request"],
  ["an address that another user has", 400, error(400, "auth0_idp_error"), "rejected", "auth0_idp_error"],
  ["an unknown user", 404, error(404, "inexistent_user"), "rejected", "inexistent_user"],
  ["a conflict", 409, error(409, "auth0_idp_error"), "rejected", "auth0_idp_error"],
  ["a token that is refused twice", 401, error(401), "blocked", "credentials_refused"],
  ["a scope that is missing", 403, error(403, "insufficient_scope"), "blocked", "credentials_refused"],
  ["a proxy's refusal", 403, undefined, "blocked", "credentials_refused"],
  ["a proxy's answer", 404, undefined, "blocked", "not_auth0"],
  ["a redirect", 301, undefined, "blocked", "not_auth0"],
  ["JSON of somebody else", 404, { error: "no route" }, "blocked", "not_auth0"],
] as const)("%s (%i) is %4$s", (_case, status, json, kind, code) => {
  expect(answered(status, json)).toMatchObject({ kind, code });
});

test("a refusal carries Auth0's own text", () => {
  expect(answered(400, error(400))).toMatchObject({ message: "Auth0's text" });
});

test("refused credentials name the scopes to grant", () => {
  expect(answered(403, error(403))).toMatchObject({
    message: expect.stringContaining("update:users") as string,
  });
});

describe("429 is throttled", () => {
  const date = "Thu, 15 Jan 2026 18:04:05 GMT";
  const now = Date.parse(date) / 1_000;

  test.each([
    ["until the reset, by Auth0's own clock", { "x-ratelimit-reset": String(now + 7), date }, 7_000],
    ["not into the past", { "x-ratelimit-reset": String(now - 7), date }, 0],
    [
      "for the bus to read Retry-After",
      { "x-ratelimit-reset": String(now + 7), date, "retry-after": "3" },
      undefined,
    ],
    ["without a wait where no clock is told", { "x-ratelimit-reset": String(now + 7) }, undefined],
    ["without a wait where the reset is none", { "x-ratelimit-reset": "soon", date }, undefined],
    ["without a wait where nothing is said", {}, undefined],
  ])("%s", (_case, headers, retryAfterMs) => {
    expect(answered(429, error(429, "too_many_requests"), headers)).toEqual({
      kind: "throttled",
      message: "too_many_requests: Auth0's text",
      retryAfterMs,
    });
  });

  test("whoever wrote the body", () => {
    expect(answered(429, undefined)).toMatchObject({ kind: "throttled" });
  });
});
