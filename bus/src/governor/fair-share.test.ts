import { expect, test } from "vitest";
import { fairShares, turnMs } from "./fair-share.ts";

const shares = (limit: number, wants: Readonly<Record<string, number>>, nowMs = 0) =>
  Object.fromEntries(fairShares({ limit, wants: new Map(Object.entries(wants)), nowMs }));

test("who wants little gets it, and the others divide the rest", () => {
  expect(shares(10, { a: 1, b: 9, c: 9 })).toMatchObject({ a: 1 });
  const { b = 0, c = 0 } = shares(10, { a: 1, b: 9, c: 9 });
  expect([b + c, Math.abs(b - c)]).toEqual([9, 1]);
});

test("who wants nothing gets nothing, and where there is enough all get what they want", () => {
  expect(shares(10, { a: 0, b: 4, c: 6 })).toEqual({ b: 4, c: 6 });
});

test("what cannot be divided goes round: everybody has it once in so many turns", () => {
  const wants = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`w${index}`, 3]));
  const turns = Array.from({ length: 8 }, (_, turn) => shares(5, wants, turn * turnMs));
  for (const turn of turns) expect(Object.values(turn).reduce((sum, each) => sum + each, 0)).toBe(5);
  for (const worker of Object.keys(wants))
    expect(turns.reduce((sum, turn) => sum + (turn[worker] ?? 0), 0)).toBe(5);
});
