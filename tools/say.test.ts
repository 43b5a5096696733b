import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { step } from "./say.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setup() {
  const said: string[] = [];
  const work = Promise.withResolvers<number>();
  return { said, work, say: (line: string) => void said.push(line) };
}

test("a quick step says one line, when it is done, with its time", async () => {
  const { said, work, say } = setup();
  const done = step(
    say,
    "starting",
    () => work.promise,
    (port) => `runs on ${port}`,
  );
  await vi.advanceTimersByTimeAsync(400);
  work.resolve(5672);
  expect(await done).toBe(5672);
  expect(said).toEqual(["runs on 5672 (0.4 s)"]);
});

test("a long step says after two seconds, and then every five, that it goes on and how far it is", async () => {
  const { said, work, say } = setup();
  const done = step(say, "installing", async (progress) => {
    progress("3 %");
    await work.promise;
  });
  await vi.advanceTimersByTimeAsync(7_500);
  expect(said).toEqual(["installing … 2.0 s, 3 %", "installing … 7.0 s, 3 %"]);
  work.resolve(0);
  await done;
});

test("a step that fails says nothing: its error does", async () => {
  const { said, say } = setup();
  await expect(step(say, "starting", async () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(said).toEqual([]);
});
