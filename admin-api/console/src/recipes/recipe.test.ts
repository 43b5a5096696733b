import { expect, test } from "vitest";
import { scopeWords } from "./recipe.ts";

const words = (selection: unknown) =>
  scopeWords({ selection, bill: { selected: 3 } } as Parameters<typeof scopeWords>[0]);

test("says what a recipe is over: a group, a filter, or ids", () => {
  expect(words({ filter: { group: "g" } })).toBe("3 failures of one group");
  expect(words({ filter: { states: ["dead"], route: "a.b" } })).toBe("3 failures: states dead, route a.b");
  expect(words({ ids: ["m:a.b"] })).toBe("3 failures, by id");
});
