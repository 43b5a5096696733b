import { expect, test } from "vitest";
import { keep } from "./keep.ts";
import type { Server } from "./server.ts";

/** A server whose starts the test ends as it likes: `lives` holds what kills each. */
function setup(failures: readonly number[] = []) {
  const kills: (() => void)[] = [];
  const stops: boolean[] = [];
  const said: string[] = [];
  let starts = 0;
  const started = new EventTarget();
  const server: Server = {
    name: "PostgreSQL",
    url: async () => "postgres://",
    async start() {
      starts += 1;
      if (failures.includes(starts)) throw new Error(`start ${starts} failed`);
      const exit = Promise.withResolvers<void>();
      kills.push(exit.resolve);
      const stop = async (hard: boolean) => {
        stops.push(hard);
        exit.resolve();
      };
      return { pid: 1_000 + starts, exited: exit.promise, stop };
    },
  };
  const kept = keep(server, (line) => said.push(line), 1);
  kept.onChange(() => started.dispatchEvent(new Event("change")));
  const change = () => new Promise((resolve) => started.addEventListener("change", resolve, { once: true }));
  return { kept, kills, stops, said, change, starts: () => starts };
}

test("a server that dies is started again, and is told by its new pid", async () => {
  const { kept, kills, said, change } = setup();
  await kept.ready;
  expect(kept.pid()).toBe(1_001);
  kills[0]?.();
  await change();
  expect(kept.pid()).toBeUndefined();
  await change();
  expect(kept.pid()).toBe(1_002);
  expect(said.join("\n")).toMatch(/pid 1001, is gone[^]*pid 1002/);
  await kept.stop(false);
});

test("a restart that fails is tried again", async () => {
  const { kept, kills, change, said } = setup([2]);
  await kept.ready;
  kills[0]?.();
  await change();
  await change();
  expect(kept.pid()).toBe(1_003);
  expect(said.join("\n")).toContain("start 2 failed");
  await kept.stop(false);
});

test("a first start that fails is the caller's to know, and is not tried again", async () => {
  const { kept, starts } = setup([1]);
  await expect(kept.ready).rejects.toThrow("start 1 failed");
  await kept.stop(false);
  expect(starts()).toBe(1);
});

test("a stopped server stays stopped", async () => {
  const { kept, stops, starts } = setup();
  await kept.ready;
  await kept.stop(true);
  expect(stops).toEqual([true]);
  expect(starts()).toBe(1);
});

test("a stop that comes while the server starts waits for it, and then stops it", async () => {
  const { kept, stops } = setup();
  await kept.stop(false);
  expect(stops).toEqual([false]);
});
