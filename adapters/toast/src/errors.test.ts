import { expect, test } from "vitest";
import { answerWith } from "../examples.ts";
import { errorOf, refusal } from "./errors.ts";

test.each([
  [400, "rejected"],
  [401, "blocked"],
  [403, "blocked"],
  [404, "rejected"],
  [408, "inDoubt"],
  [409, "rejected"],
  [413, "rejected"],
  [415, "blocked"],
  [302, "blocked"],
  [429, "throttled"],
] as const)("%i is %s", (status, kind) => {
  expect(refusal(answerWith({ code: 10_010, message: "No." }, status)).kind).toBe(kind);
});

test("an error shows Toast's code and the request's id, and nobody's address or number", () => {
  const message = "Customer ada@example.com, 6175550101, of order 0b8c2c2e-0000-4000-8000-000000007001";
  expect(errorOf(answerWith({ code: 10_010, message, requestId: "r-1" }, 400))).toEqual({
    code: "10010",
    message: "Customer …@…, …0101, of order 0b8c2c2e-0000-4000-8000-000000007001 (request r-1)",
  });
});

test("an answer that is not Toast's is told by its status", () => {
  expect(errorOf({ status: 418, headers: {}, body: "<html>", json: undefined })).toEqual({
    code: "http_418",
    message: "Toast answered 418.",
  });
});
