import * as fc from "fast-check";
import { expect } from "vitest";
import { laneRoutes, type LanesUnderTest } from "./under-test.ts";
import { laneWorld, type Fate } from "./world.ts";

type World = ReturnType<typeof laneWorld>;
type Step = { readonly weight: number; readonly arbitrary: fc.Arbitrary<(world: World) => unknown> };

const worker = fc.nat(2);
const key = fc.constantFrom("a", "b", "c");
const fate = fc.constantFrom<Fate[]>(
  "applied",
  "applied",
  "applied",
  "fails",
  "refused",
  "diesBefore",
  "diesAfter",
);

const steps: readonly Step[] = [
  {
    weight: 8,
    arbitrary: fc.tuple(key, fc.constantFrom(...laneRoutes)).map(
      ([k, route]) =>
        (world) =>
          world.publish(k, route),
    ),
  },
  {
    weight: 8,
    arbitrary: fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 4 }), fc.boolean()).map(
      ([p, n, takeNew]) =>
        (world) =>
          world.park(p, n, takeNew),
    ),
  },
  { weight: 1, arbitrary: fc.constant((world) => world.handOver()) },
  {
    weight: 6,
    arbitrary: fc.tuple(worker, fc.integer({ min: 1, max: 3 })).map(
      ([w, n]) =>
        (world) =>
          world.take(w, n),
    ),
  },
  {
    weight: 12,
    arbitrary: fc.tuple(worker, fate, fc.boolean()).map(
      ([w, how, copy]) =>
        (world) =>
          world.work(w, how, copy),
    ),
  },
  { weight: 1, arbitrary: worker.map((w) => (world) => world.die(w)) },
  { weight: 4, arbitrary: worker.map((w) => (world) => world.schedule(w)) },
  { weight: 2, arbitrary: fc.constantFrom(600, 20_000, 40_000).map((ms) => (world) => world.pass(ms)) },
  { weight: 2, arbitrary: fc.constant((world) => world.sweep()) },
  { weight: 2, arbitrary: fc.constant((world) => world.replayDead()) },
  {
    weight: 1,
    arbitrary: fc.tuple(key, fc.constantFrom("skip" as const, "release" as const)).map(
      ([k, how]) =>
        (world) =>
          world.takeOut(k, how),
    ),
  },
];

type Runs = { readonly numRuns: number; readonly maxLength: number };

/**
 * Tries random schedules, and gives how many: of publishers, parkers and their zombies, workers that die, failures, retries and operators. Whatever
 * happens: of each lane one at a time, effects in publish order, none lost, none twice; and once the faults end all lanes drain.
 */
export async function laneSchedules(
  open: () => Promise<LanesUnderTest>,
  { numRuns, maxLength }: Runs,
): Promise<number> {
  const step = fc.oneof(...steps);
  const schedule = fc.array(step, { minLength: Math.floor(maxLength / 3), maxLength, size: "max" });
  await fc.assert(
    fc.asyncProperty(schedule, async (chosen) => {
      const parts = await open();
      const world = laneWorld(parts);
      for (const act of chosen) await act(world);
      await heal(world);
      expect(await world.open()).toEqual([]);
      expect(await parts.count()).toBe(0);
      judge(world);
    }),
    { numRuns },
  );
  return numRuns;
}

/** Faults are over: one parker, workers that succeed, time. */
async function heal(world: World): Promise<void> {
  world.handOver();
  for (let round = 0; round < 200; round += 1) {
    while (!world.parkedAll()) await world.park(0, 50);
    await world.replayDead();
    await world.sweep();
    for (const w of [0, 1, 2]) {
      await world.take(w, 10);
      await world.schedule(w);
      for (let n = 0; n < 20; n += 1) await world.work(w, "applied", false);
    }
    if ((await world.open()).length === 0) return;
    await world.pass(40_000);
  }
}

function judge({ effects, sent, excused }: World): void {
  const ids = [...sent.keys()];
  expect(new Set(effects).size).toBe(effects.length);
  const missing = ids.filter((id) => !excused.has(id) && !effects.includes(id));
  expect(missing).toEqual([]);
  const orderOf = (lane: string, all: readonly string[]) =>
    all.filter((id) => sent.get(id)?.key === lane && !excused.has(id));
  for (const lane of ["a", "b", "c"]) expect(orderOf(lane, effects)).toEqual(orderOf(lane, ids));
}
