import { vendorAnswer } from "@spindlebus/bus/testing";
import { expect, test } from "vitest";
import { refusal } from "./errors.ts";

type Headers = Readonly<Record<string, string>>;

const answered = (status: number, error: object | undefined, headers?: Headers) =>
  refusal(vendorAnswer(status, error && { error }, headers));

const invalid = { type: "invalid_request_error", message: "Stripe's text" };

test.each([
  [
    "a declined card",
    402,
    { type: "card_error", code: "card_declined", decline_code: "lost_card" },
    {},
    "rejected",
    "lost_card",
  ],
  [
    "a card error without decline code",
    402,
    { type: "card_error", code: "expired_card" },
    {},
    "rejected",
    "expired_card",
  ],
  [
    "a bad parameter",
    400,
    { ...invalid, code: "parameter_unknown", param: "x" },
    {},
    "rejected",
    "parameter_unknown",
  ],
  ["an error without code", 400, invalid, {}, "rejected", "invalid_request_error"],
  [
    "nothing left to refund",
    400,
    { ...invalid, code: "charge_already_refunded" },
    {},
    "rejected",
    "charge_already_refunded",
  ],
  ["an unknown payment", 404, { ...invalid, code: "resource_missing" }, {}, "rejected", "resource_missing"],
  ["a conflict", 409, { ...invalid, code: "lock_timeout" }, {}, "retry", "lock_timeout"],
  [
    "a conflict that Stripe calls final",
    409,
    { ...invalid, code: "lock_timeout" },
    { "stripe-should-retry": "false" },
    "rejected",
    "lock_timeout",
  ],
  [
    "a refusal that Stripe calls passing",
    400,
    { ...invalid, code: "x" },
    { "stripe-should-retry": "true" },
    "retry",
    "x",
  ],
  [
    "a key in use",
    409,
    { type: "idempotency_error", code: "idempotency_key_in_use" },
    {},
    "inDoubt",
    "idempotency_key_in_use",
  ],
  [
    "a key in use, whatever the advice",
    409,
    { type: "invalid_request_error", code: "idempotency_key_in_use" },
    { "stripe-should-retry": "false" },
    "inDoubt",
    "idempotency_key_in_use",
  ],
  ["a key with other parameters", 400, { type: "idempotency_error" }, {}, "inDoubt", "idempotency_error"],
  ["a wrong API key", 401, invalid, {}, "blocked", "credentials_refused"],
  ["an API key without the right", 403, invalid, {}, "blocked", "credentials_refused"],
  ["a proxy's answer", 404, undefined, {}, "blocked", "not_stripe"],
  ["a redirect", 301, undefined, {}, "blocked", "not_stripe"],
] as const)("%s (%i) is %5$s", (_case, status, error, headers, kind, code) => {
  expect(answered(status, error, headers)).toMatchObject({ kind, code });
});

test.each([
  ["429", 429, { ...invalid, code: "rate_limit" }],
  ["429 with a body that is not Stripe's", 429, undefined],
  ["429 for a lock", 429, { ...invalid, code: "lock_timeout" }],
  ["400 with the code rate_limit", 400, { ...invalid, code: "rate_limit" }],
] as const)("%s is throttled, whatever Stripe advises clients that try at once", (_case, status, error) => {
  expect(answered(status, error, { "stripe-should-retry": "false" })).toMatchObject({ kind: "throttled" });
});

test("the wait is left to the bus, which reads Retry-After", () => {
  expect(answered(429, invalid)).toMatchObject({ kind: "throttled", retryAfterMs: undefined });
  expect(answered(409, invalid)).toMatchObject({ kind: "retry", retryAfterMs: undefined });
});

test("a refusal carries Stripe's own text", () => {
  expect(answered(400, invalid)).toMatchObject({ message: "Stripe's text" });
});

test("refused credentials name the secret to mend", () => {
  expect(answered(401, invalid)).toMatchObject({
    message: expect.stringContaining("mend the secret apiKey"),
  });
});

test("a key that Stripe knows with other parameters sends the operator to look", () => {
  expect(answered(400, { type: "idempotency_error", message: "text" })).toMatchObject({
    message: expect.stringContaining("Look in Stripe whether the refund exists (metadata refund_id)"),
  });
});
