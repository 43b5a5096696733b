import { expect, test } from "vitest";
import { optionsOf, selectionOf } from "./scope.ts";

test("a selection by filter carries the count that was seen, not the one it began with", () => {
  const scope = { filter: { group: "g" }, expectedCount: 3, words: "of g" };
  expect(selectionOf(scope, 4)).toEqual({ filter: { group: "g" }, expectedCount: 4 });
});

test("the command names a filter by its own options, each value whole for a shell", () => {
  const filter = { route: "a.b", entityKey: "o 1", payload: "orderId:1", q: "it's" };
  expect(optionsOf({ filter })).toBe(
    String.raw`--route a.b --entity-key 'o 1' --payload-value orderId:1 --q 'it'\''s'`,
  );
});
