import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openLargeAnswers } from "./large-answers.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const never = new AbortController().signal;

test("eight large answers are read at once, the ninth when one of them is done", async () => {
  const large = openLargeAnswers();
  const reads = Array.from({ length: 9 }, () => Promise.withResolvers<void>());
  let begun = 0;
  const done = reads.map(({ promise }) =>
    large.read(() => {
      begun += 1;
      return promise;
    }, never),
  );
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toBe(8);
  reads[3]?.resolve();
  await done[3];
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toBe(9);
});

test("an answer whose time is up does not wait for its turn", async () => {
  const large = openLargeAnswers();
  for (let n = 0; n < 8; n += 1) void large.read(() => new Promise(() => undefined), never);
  const controller = new AbortController();
  const late = large.read(() => Promise.resolve("read"), controller.signal);
  controller.abort(new Error("time is up"));
  await expect(late).rejects.toThrow("time is up");
});

test("after the work on one answer its connection rests four times as long", async () => {
  const large = openLargeAnswers();
  let at = 0;
  vi.spyOn(performance, "now").mockImplementation(() => at);
  expect(await large.work(() => (at += 10), never)).toBe(10);
  let second = false;
  void large.work(() => (second = true), never);
  await vi.advanceTimersByTimeAsync(39);
  expect(second).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(second).toBe(true);
});

test("work that throws is told, and the next has its turn", async () => {
  const large = openLargeAnswers();
  const broken = () => {
    throw new Error("no JSON");
  };
  await expect(large.work(broken, never)).rejects.toThrow("no JSON");
  const next = large.work(() => "read", never);
  await vi.advanceTimersByTimeAsync(100);
  expect(await next).toBe("read");
});
