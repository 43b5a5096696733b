import { vendorAnswer } from "@spindlebus/bus/testing";
import { expect, test } from "vitest";
import { refusal } from "./errors.ts";

const answered = (...answer: Parameters<typeof vendorAnswer>) => refusal(vendorAnswer(...answer));

const error = (status: number, errorCode: string) => ({
  status,
  errorCode,
  message: "Adyen's text",
  errorType: "validation",
});
const retryLater = { "transient-error": "true" };

test.each([
  ["a body that cannot be read", 400, error(400, "702"), {}, "rejected", "702"],
  ["an invalid amount", 422, error(422, "137"), {}, "rejected", "137"],
  ["a payment that is not known", 422, error(422, "167"), {}, "rejected", "167"],
  ["a code of a newer kind", 422, error(422, "14_030"), {}, "rejected", "14_030"],
  ["an error that Adyen calls passing", 422, error(422, "910"), retryLater, "inDoubt", "910"],
  [
    "an error that Adyen calls lasting",
    422,
    error(422, "910"),
    { "transient-error": "false" },
    "rejected",
    "910",
  ],
  ["another request under the same key", 422, error(422, "704"), {}, "inDoubt", "704"],
  ["a conflict", 409, error(409, "704"), {}, "inDoubt", "704"],
  ["a conflict without a body", 409, undefined, {}, "inDoubt", "http_409"],
  ["a time-out", 408, undefined, {}, "inDoubt", "http_408"],
  ["a wrong key", 401, error(401, "000"), {}, "blocked", "credentials_refused"],
  ["a missing role", 403, error(403, "010"), {}, "blocked", "credentials_refused"],
  ["another merchant account", 403, error(403, "901"), {}, "blocked", "credentials_refused"],
  ["a page of somebody in between", 403, undefined, {}, "blocked", "credentials_refused"],
  ["an unknown path", 404, error(404, "000"), {}, "blocked", "not_adyen"],
  ["a body that is not Adyen's", 400, { error: "bad" }, {}, "blocked", "not_adyen"],
  ["a redirection", 302, undefined, {}, "blocked", "not_adyen"],
])("%s (%i) is %5$s", (_title, status, json, headers, kind, code) => {
  expect(answered(status, json, headers)).toMatchObject({ kind, code });
});

test("too many requests wait for as long as the bus reads in the answer", () => {
  expect(answered(429, error(429, "429"))).toMatchObject({ kind: "throttled", retryAfterMs: undefined });
});
