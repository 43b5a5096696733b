import { expect, test } from "vitest";
import { queryOfTerms, termsOf } from "./query-terms.ts";

test.each([
  [
    "state:dead,blocked code:card*",
    [
      { name: "state", value: "dead,blocked" },
      { name: "code", value: "card*" },
    ],
  ],
  ['entityKey:"a b" "card is closed"', [{ name: "entityKey", value: "a b" }, { value: "card is closed" }]],
  [String.raw`"say \"no\""`, [{ value: 'say "no"' }]],
  ["payload.store.storeId:0042", [{ name: "payload.store.storeId", value: "0042" }]],
  ["attempts:>3  timeout", [{ name: "attempts", value: ">3" }, { value: "timeout" }]],
  ["", []],
])("a search is its terms, and they are the search again: %s", (query, terms) => {
  expect(termsOf(query)).toEqual(terms);
  expect(termsOf(queryOfTerms(terms))).toEqual(terms);
});

test("text with a colon is quoted, so that it stays text", () => {
  expect(queryOfTerms([{ value: "error:none" }])).toBe('"error:none"');
});

test("a name that somebody is still typing has an empty value", () => {
  expect(termsOf("state:")).toEqual([{ name: "state", value: "" }]);
});

test("a lone quote ends in text and not in an endless search", () => {
  expect(termsOf('code:"card').map(({ value }) => value)).toEqual(['"card']);
});
