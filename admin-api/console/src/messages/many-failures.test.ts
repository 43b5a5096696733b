import { expect, test } from "vitest";
import { countOf } from "../parts/words.ts";
import { doneWords, tooMany, typedFor, whyNotAll } from "./many-failures.ts";

test("a hundred or more are given up by typing their count, and more than the API takes not at all", () => {
  expect([99, 100].map(typedFor)).toEqual([undefined, "100"]);
  expect([2_000, 2_001].map(tooMany)).toEqual([
    undefined,
    `At most ${countOf(2_000)} failures at once: narrow the search.`,
  ]);
});

test("all that match are given up only where they were counted", () => {
  expect(whyNotAll({ value: 12, about: false })).toBeUndefined();
  expect(whyNotAll({ value: 12, about: true })).toMatch(/^Not all that match were counted/);
  expect(whyNotAll({ value: 2_001, about: true })).toMatch(/^At most/);
});

test("what was left is told with why", () => {
  expect(doneWords("discard", { changed: 3, skipped: 0, reasons: [] })).toBe("3 discarded.");
  const reasons = [{ reason: "is being replayed", count: 2 }];
  expect(doneWords("restore", { changed: 1, skipped: 2, reasons })).toBe(
    "1 restored, 2 left: 2 is being replayed.",
  );
});
