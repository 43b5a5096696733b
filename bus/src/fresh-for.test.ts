import { expect, test } from "vitest";
import { freshFor } from "./fresh-for.ts";

function setup(ask: (n: number) => Promise<number>) {
  let asked = 0;
  const clock = { nowMs: 0 };
  const fresh = freshFor(
    2_000,
    () => ask((asked += 1)),
    () => clock.nowMs,
  );
  return { fresh, clock };
}

test("who asks at the same time, or soon after, gets one answer", async () => {
  const { fresh, clock } = setup(async (n) => n);
  expect(await Promise.all([fresh(), fresh()])).toEqual([1, 1]);
  clock.nowMs = 1_999;
  expect(await fresh()).toBe(1);
  clock.nowMs = 2_000;
  expect(await fresh()).toBe(2);
});

test("a question that takes long is not asked twice", async () => {
  const { promise, resolve } = Promise.withResolvers<number>();
  const { fresh, clock } = setup(() => promise);
  const first = fresh();
  clock.nowMs = 60_000;
  const second = fresh();
  resolve(7);
  expect(await Promise.all([first, second])).toEqual([7, 7]);
});

test("a refusal is not asked for again at once either", async () => {
  const { fresh, clock } = setup(async (n) => {
    if (n === 1) throw new Error("away");
    return n;
  });
  await expect(fresh()).rejects.toThrow("away");
  await expect(fresh()).rejects.toThrow("away");
  clock.nowMs = 2_001;
  expect(await fresh()).toBe(2);
});
