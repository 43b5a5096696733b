import { expect, test } from "vitest";
import { answerWith } from "../examples.ts";
import { errorOf, refusal, saysDuplicate } from "./errors.ts";

test.each([
  [400, "rejected"],
  [401, "blocked"],
  [403, "blocked"],
  [404, "rejected"],
  [408, "inDoubt"],
  [412, "blocked"],
  [417, "rejected"],
  [422, "rejected"],
  [429, "throttled"],
  [301, "blocked"],
] as const)("%i is %s", (status, kind) => {
  expect(refusal(answerWith({ errors: "No." }, status)).kind).toBe(kind);
});

test.each([
  ["a text", { errors: "Not accessible" }, "http_422", "Not accessible"],
  ["a list", { errors: ["One", "Two"] }, "http_422", "One; Two"],
  [
    "a map",
    { errors: { user_not_found: "User Not Found" } },
    "user_not_found",
    "user_not_found User Not Found",
  ],
  ["a map of lists", { errors: { email: ["has been taken"] } }, "email", "email has been taken"],
  ["error alone", { error: "Required parameter missing" }, "http_422", "Required parameter missing"],
  ["a bare list", ["Given reward is not accessible"], "http_422", "Given reward is not accessible"],
  ["nothing", {}, "http_422", "Punchh answered 422."],
])("an error is read from %s", (_what, json, code, message) => {
  expect(errorOf(answerWith(json, 422))).toEqual({ code, message });
});

test("an error names nobody", () => {
  expect(errorOf(answerWith({ errors: "ada@example.com, 6175550101" }, 422)).message).toBe("…@…, …0101");
});

test("only a 422 that says so is a duplicate", () => {
  expect(saysDuplicate(answerWith({ errors: "Checkin already exists" }, 422))).toBe(true);
  expect(saysDuplicate(answerWith({ errors: "Not accessible" }, 422))).toBe(false);
  expect(saysDuplicate(answerWith({ errors: "already" }, 400))).toBe(false);
});
