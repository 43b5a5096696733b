import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { persist } from "./persist.ts";
import { Unstorable } from "./unstorable.ts";

const log = pino({ level: "silent" });
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Fails so often, with these errors in turn, and then succeeds. */
function failing(times: number, errors: readonly unknown[] = [new Error("away")]) {
  let tries = 0;
  return vi.fn<() => Promise<string>>(async () => {
    tries += 1;
    if (tries <= times) throw errors[(tries - 1) % errors.length];
    return "done";
  });
}

describe("what must not be lost", () => {
  test("is tried again until it succeeds, however long that takes", async () => {
    const run = failing(500);
    const done = persist("writing", run, { log });
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(await done).toBe("done");
    expect(run).toHaveBeenCalledTimes(501);
  });

  test("is tried again after any error: a broken connection may show as a TypeError, or as no Error at all", async () => {
    const done = persist(
      "writing",
      failing(3, [new TypeError("undefined is not a socket"), "gone", undefined]),
      {
        log,
      },
    );
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await done).toBe("done");
  });

  test("is tried again soon at first, and every few seconds in the end", async () => {
    const run = failing(Infinity);
    const stop = new AbortController();
    const done = persist("writing", run, { log, signal: stop.signal }).catch(() => "stopped");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(run.mock.calls.length).toBeGreaterThanOrEqual(3);
    await vi.advanceTimersByTimeAsync(60_000);
    const before = run.mock.calls.length;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(run.mock.calls.length - before).toBeGreaterThanOrEqual(4);
    stop.abort(new Error("stopping"));
    expect(await done).toBe("stopped");
  });

  test("ends with the signal's reason, also while it waits, and is not tried again", async () => {
    const run = failing(Infinity);
    const stop = new AbortController();
    const ended = persist("writing", run, { log, signal: stop.signal }).catch(String);
    await vi.advanceTimersByTimeAsync(5_000);
    const before = run.mock.calls.length;
    stop.abort(new Error("the worker is stopping"));
    expect(await ended).toBe("Error: the worker is stopping");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(run.mock.calls.length).toBe(before);
  });

  test("is not tried again where the database refuses its content", async () => {
    const run = failing(1, [Object.assign(new Error("null value in a column"), { code: "23502" })]);
    await expect(persist("writing", run, { log })).rejects.toThrow(Unstorable);
    expect(run).toHaveBeenCalledTimes(1);
  });

  test("is done where the signal came too late to keep it from being done", async () => {
    const stop = new AbortController();
    const run = async () => {
      stop.abort(new Error("the worker is stopping"));
      return "done";
    };
    expect(await persist("writing", run, { log, signal: stop.signal })).toBe("done");
  });
});
