import { expect, test } from "vitest";
import { filterWords } from "./filter-words.ts";

test("a filter is said in words, so that whoever confirms knows what is meant", () => {
  expect(filterWords({ state: "dead,blocked", route: "stripe.refund", q: "code:card*" })).toBe(
    "that are failed or blocked, of stripe.refund, that match code:card*",
  );
});

test("a filter that says nothing means all that are not settled", () => {
  expect(filterWords({})).toBe("that are not settled");
});
