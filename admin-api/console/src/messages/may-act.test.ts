import { expect, test } from "vitest";
import { whyNotIn } from "./may-act.ts";

test.each(["dead", "blocked"])("what is %s can be replayed, edited and discarded", (state) => {
  expect([whyNotIn(state, "replay"), whyNotIn(state, "edit"), whyNotIn(state, "discard")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("what is in doubt is answered before it is sent again", () => {
  expect(whyNotIn("inDoubt", "replay")).toContain("Answer first");
  expect(whyNotIn("inDoubt", "edit")).toContain("Answer first");
  expect(whyNotIn("inDoubt", "discard")).toBeUndefined();
});

test("only what waits can be hurried", () => {
  expect(whyNotIn("waiting", "hurry")).toBeUndefined();
  expect(whyNotIn("dead", "hurry")).toBeDefined();
});

test("only what was discarded can be restored, and nothing else be done with it", () => {
  expect(whyNotIn("discarded", "restore")).toBeUndefined();
  expect(whyNotIn("discarded", "replay")).toContain("Restore");
  expect(whyNotIn("dead", "restore")).toBeDefined();
});
