import { expect, test } from "vitest";
import { changeSince, optionsOf, selectionOf } from "./scope.ts";

test("a selection by filter carries the count that was seen, not the one it began with", () => {
  const scope = { filter: { group: "g" }, expectedCount: 3, words: "of g" };
  expect(selectionOf(scope, { count: 4, checksum: "7" })).toEqual({
    filter: { group: "g" },
    expectedCount: 4,
    expectedChecksum: "7",
  });
  expect(selectionOf(scope, { count: 4, checksum: null })).toEqual({
    filter: { group: "g" },
    expectedCount: 4,
  });
});

test("the person is told of another number, and of as many others", () => {
  const scope = { filter: { group: "g" }, expectedCount: 3, expectedChecksum: "7", words: "of g" };
  expect(changeSince(scope, { count: 3, checksum: "7" })).toBeUndefined();
  expect(changeSince(scope, { count: 4, checksum: "7" })).toBe("It was 3 when you looked, and is 4 now.");
  expect(changeSince({ ...scope, nearly: "at least" }, { count: 4 })).toBe(
    "It was at least 3 when you looked, and is 4 now.",
  );
  expect(changeSince(scope, { count: 3, checksum: "8" })).toMatch(/not the same ones/);
});

test("the command names a filter by its own options, each value whole for a shell", () => {
  const filter = { route: "a.b", entityKey: "o 1", payload: "orderId:1", q: "it's" };
  expect(optionsOf({ filter })).toBe(
    String.raw`--route a.b --entity-key 'o 1' --payload-value orderId:1 --q 'it'\''s'`,
  );
});
