import { expect, test } from "vitest";
import { decisionOf, groupOf, isOver, scopeWords, type Recipe } from "./recipe.ts";

const words = (selection: unknown) =>
  scopeWords({ selection, bill: { selected: 3 } } as Parameters<typeof scopeWords>[0]);

test("says what a recipe is over: a group, a filter, or ids", () => {
  expect(words({ filter: { group: "g" } })).toBe("3 failures of one group");
  expect(words({ filter: { states: ["dead"], route: "a.b" } })).toBe("3 failures: states dead, route a.b");
  expect(words({ ids: ["m:a.b"] })).toBe("3 failures, by id");
});

test("a recipe that was refused, ran out, is done or was stopped is over; none that may still send is", () => {
  const states = ["proposed", "approved", "running", "active", "done", "stopped", "rejected", "expired"];
  const over = states.filter((state) => isOver({ state } as Recipe));
  expect(over).toEqual(["done", "stopped", "rejected", "expired"]);
});

test("its group is the one that its filter names, and none is no group", () => {
  expect(groupOf({ selection: { filter: { group: "g" } } })).toBe("g");
  expect(groupOf({ selection: { filter: { group: "none" } } })).toBeUndefined();
  expect(groupOf({ selection: { ids: ["m:a.b"] } })).toBeUndefined();
});

test("who approves is told how many it mends, and until when it goes on", () => {
  const effect = (activeUntil: string | null) =>
    decisionOf({ id: "r", author: "ana", bill: { selected: 3 }, activeUntil } as Recipe).effect;
  expect(effect(null)).toBe("It mends 3 failures and sends them again, a canary first.");
  expect(effect("2026-12-03T18:00:00Z")).toContain("until 2026-12-03 18:00 UTC");
});
