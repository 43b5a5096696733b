import { expect, test } from "vitest";
import { changeGroups } from "./change.ts";
import { groupsDoneWords, tooManyGroups } from "./many-groups.ts";

const said = { state: "acknowledged" };

test("one group is written on by itself, several are one act, and all that match are those that were seen", () => {
  const body = { ...said, reason: "x" };
  expect(changeGroups({ ids: ["g-1"] }, said, "x")).toEqual({
    method: "PATCH",
    path: "failure-groups/g-1",
    body,
  });
  const many = { method: "POST", path: "failure-groups/change" };
  const ids = ["g-1", "g-2"];
  expect(changeGroups({ ids }, said, "x")).toEqual({ ...many, body: { selection: { ids }, ...body } });
  const selection = { filter: { state: "open" }, expectedCount: 1, expectedChecksum: "-7" };
  expect(changeGroups(selection, said, "x")).toEqual({ ...many, body: { selection, ...body } });
});

test("what was so already and what was skipped is told beside what was done", () => {
  const reasons = [{ reason: "there is no such failure group", count: 1 }];
  expect(groupsDoneWords("resolved", { changed: 2, unchanged: 0, skipped: 0, reasons: [] })).toBe(
    "2 groups resolved.",
  );
  expect(groupsDoneWords("resolved", { changed: 1, unchanged: 3, skipped: 1, reasons })).toBe(
    "1 group resolved, 3 had been before, 1 left: 1 there is no such failure group.",
  );
});

test("more than one act takes are not offered", () => {
  expect(tooManyGroups(2_000)).toBeUndefined();
  expect(tooManyGroups(2_001)).toContain("narrow the search");
});
