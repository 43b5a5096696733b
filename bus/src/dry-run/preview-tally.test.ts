import { expect, test } from "vitest";
import { openPreviewTally } from "./preview-tally.ts";
import type { DryRun } from "./verdict.ts";

const dry = (verdict: DryRun["verdict"], ...places: readonly string[]): DryRun => ({
  verdict,
  words: verdict,
  wouldSend: null,
  changes: places.map((place) => ({ place, change: "changed", before: "1", now: "2" })),
});

test("a verdict is counted, with three examples at the most", () => {
  const tally = openPreviewTally();
  for (let n = 0; n < 5; n += 1) tally.count(`m-${n}`, "toy.natural", dry("same"));
  tally.count("m-9", "toy.natural", dry("invalid"));
  const { verdicts } = tally.result();
  expect(verdicts).toEqual([
    { verdict: "same", count: 5, examples: ["m-0", "m-1", "m-2"], words: "same" },
    { verdict: "invalid", count: 1, examples: ["m-9"], words: "invalid" },
  ]);
});

test("those that differ are grouped by route and places, the largest first", () => {
  const tally = openPreviewTally();
  tally.count("m-1", "toy.natural", dry("differs", "/a"));
  tally.count("m-2", "toy.natural", dry("differs", "/b", "/a"));
  tally.count("m-3", "toy.natural", dry("differs", "/a", "/b"));
  tally.count("m-4", "toy.bare", dry("differs", "/a"));
  const groups = tally.result().groups.map(({ route, places, count }) => [route, places, count]);
  expect(groups).toEqual([
    ["toy.natural", ["/a", "/b"], 2],
    ["toy.natural", ["/a"], 1],
    ["toy.bare", ["/a"], 1],
  ]);
});

test("places that are named by ids do not fill the memory", () => {
  const tally = openPreviewTally();
  for (let n = 0; n < 5_000; n += 1) tally.count(`m-${n}`, "toy.natural", dry("differs", `/notes/${n}`));
  const { groups } = tally.result();
  expect(groups.length).toBeLessThanOrEqual(101);
  expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(5_000);
});
