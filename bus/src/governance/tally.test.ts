import { expect, test } from "vitest";
import { openTally } from "./tally.ts";

const found = {
  effect: "breaks",
  type: "note.taken.v1",
  route: "toy.take",
  state: "dead",
  pointer: "/text",
} as const;

test("what is the same is one group, the most frequent first, with the first as its example", () => {
  const tally = openTally();
  tally.count({ ...found, reason: "is required", id: "m-1" });
  for (const id of ["m-2", "m-3"]) tally.count({ ...found, state: "waiting", reason: "is required", id });
  expect(tally.groups().map(({ count, state, example }) => [count, state, example])).toEqual([
    [2, "waiting", "m-2"],
    [1, "dead", "m-1"],
  ]);
});

test("groups do not grow with the messages, and nothing is left uncounted", () => {
  const tally = openTally();
  for (let n = 0; n < 2_000; n += 1) tally.count({ ...found, reason: `must not be ${n}`, id: `m-${n}` });
  const groups = tally.groups();
  expect(groups.length).toBe(501);
  expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(2_000);
  expect(groups[0]).toMatchObject({ count: 1_500, reason: "further reasons" });
});
