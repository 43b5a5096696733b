import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { gather, type Gathered } from "./gather.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setup({ max = 3, withinMs = 100 } = {}) {
  const batches: (readonly number[])[] = [];
  const held: Gathered<number, string>[] = [];
  const work = async (items: readonly number[]) => {
    batches.push(items);
    return items.map((item) => `r${item}`);
  };
  const atOnce = gather<number, string>({ max, withinMs, flush: (gathered) => gathered.take(work) });
  const onCall = gather<number, string>({
    max,
    withinMs,
    flush: async (gathered) => void held.push(gathered),
  });
  return { atOnce, onCall, batches, held, work };
}

test("goes as soon as there are enough, each caller with its own result", async () => {
  const { atOnce, batches } = setup();
  expect(await Promise.all([1, 2, 3].map(atOnce))).toEqual(["r1", "r2", "r3"]);
  expect(batches).toEqual([[1, 2, 3]]);
});

test("goes with what there is when the first has waited enough", async () => {
  const { atOnce, batches } = setup();
  const both = Promise.all([1, 2].map(atOnce));
  await vi.advanceTimersByTimeAsync(99);
  expect(batches).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(await both).toEqual(["r1", "r2"]);
});

test("takes along what has come until it is let through, but never more than fit", async () => {
  const { onCall, held, batches, work } = setup();
  const results = [1, 2, 3, 4, 5].map(onCall);
  await vi.advanceTimersByTimeAsync(100);
  const late = onCall(6);
  for (const gathered of held) await gathered.take(work);
  expect(batches).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  expect(await Promise.all([...results, late])).toHaveLength(6);
});

test("leaves nobody behind, however calls and flushes mix", async () => {
  const { onCall, held, work } = setup();
  const results: Promise<string>[] = [];
  for (let item = 0; item < 100; item += 1) {
    results.push(onCall(item));
    if (item % 7 === 0) await vi.advanceTimersByTimeAsync(60);
    if (item % 5 === 0) await held.shift()?.take(work);
  }
  await vi.advanceTimersByTimeAsync(100);
  for (const gathered of held) await gathered.take(work);
  expect(await Promise.all(results)).toHaveLength(100);
});

test("a failure is that of all it concerns", async () => {
  const { onCall, held } = setup({ max: 2 });
  const both = Promise.allSettled([1, 2].map(onCall));
  await held[0]?.take(() => Promise.reject(new Error("no")));
  expect((await both).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});

test("whoever cannot be let through at all is told so", async () => {
  const refusing = gather<number, string>({
    max: 1,
    withinMs: 1,
    flush: () => Promise.reject(new Error("closing")),
  });
  await expect(refusing(1)).rejects.toThrow("closing");
});

test("tells when nothing waits any more, and does not go for nothing afterwards", async () => {
  const { work } = setup();
  const held: Gathered<number, string>[] = [];
  const onEmpty = vi.fn<() => void>();
  const collect = gather<number, string>({
    max: 3,
    withinMs: 100,
    flush: async (gathered) => void held.push(gathered),
    onEmpty,
  });
  const first = collect(1);
  await vi.advanceTimersByTimeAsync(100);
  const late = collect(2);
  expect(onEmpty).not.toHaveBeenCalled();
  await held[0]?.take(work);
  expect(await Promise.all([first, late])).toEqual(["r1", "r2"]);
  expect(onEmpty).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(held).toHaveLength(1);
});
