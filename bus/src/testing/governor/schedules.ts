import * as fc from "fast-check";
import type { GateLimits } from "../../governor/accounts.ts";
import { openFleet, type Fleet, type Order } from "./fleet.ts";
import { virtualTime } from "./virtual-time.ts";

const workers = 3;

/** One thing that happens to a fleet. */
export type Step =
  | { readonly do: "order"; readonly worker: number; readonly order: Order; readonly copies: number }
  | { readonly do: "pass"; readonly ms: number }
  | { readonly do: "crash"; readonly worker: number }
  | { readonly do: "freeze"; readonly worker: number; readonly ms: number }
  | { readonly do: "cut"; readonly ms: number };

const worker = fc.nat({ max: workers - 1 });
const order: fc.Arbitrary<Order> = fc.record({
  key: fc.constantFrom(undefined, "a", "a", "b"),
  traffic: fc.constantFrom("live", "live", "retry", "replay"),
  behaviour: fc.record({
    takesMs: fc.constantFrom(10, 100, 1_000, 10_000, 24_000),
    answer: fc.oneof(
      { weight: 8, arbitrary: fc.constant("well" as const) },
      { weight: 2, arbitrary: fc.constant("down" as const) },
      { weight: 1, arbitrary: fc.constant("refused" as const) },
      { weight: 1, arbitrary: fc.record({ retryAfterMs: fc.constantFrom(200, 3_000, 20_000) }) },
    ),
  }),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("order" as const),
      worker,
      order,
      copies: fc.integer({ min: 1, max: 6 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("pass" as const),
      ms: fc.constantFrom(20, 300, 2_000, 9_000, 35_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("crash" as const), worker: fc.constant(0) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("freeze" as const),
      worker,
      ms: fc.constantFrom(1_000, 28_000, 40_000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("cut" as const), ms: fc.constantFrom(1_000, 10_000, 40_000) }),
  },
);
/** Limits of a connection, mostly tight. */
export const limits: fc.Arbitrary<GateLimits> = fc.record({
  concurrency: fc.integer({ min: 1, max: 6 }),
  perSecond: fc.constantFrom(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 5),
  perKey: fc.constantFrom(undefined, { concurrency: 1 }, { concurrency: 2 }, { perSecond: 2 }),
});

/** What happens to a fleet: orders, time, and misfortune. */
export const schedules = fc.array(step, { minLength: 5, maxLength: 40 });

/** Plays a schedule to its end: until nothing waits any more, or an hour has gone by. */
export async function play(given: GateLimits, steps: readonly Step[], seed: number): Promise<Fleet> {
  const time = virtualTime();
  const fleet = openFleet({ workers, limits: given, time, random: randomOf(seed) });
  for (const each of steps) {
    if (each.do === "pass") await time.pass(each.ms);
    else if (each.do === "crash") fleet.crash(each.worker);
    else if (each.do === "freeze") fleet.freeze(each.worker, each.ms);
    else if (each.do === "cut") fleet.cutDatabase(each.ms);
    else for (let copy = 0; copy < each.copies; copy += 1) fleet.order(each.worker, each.order);
  }
  // A slow vendor and many orders take their time; what is stuck stays so for as long as one likes.
  const left = () => fleet.fates.some((fate) => fate === "waiting" || fate === "admitted");
  for (let minutes = 0; minutes < 60 && (minutes < 2 || left()); minutes += 1) await time.pass(60_000);
  return fleet;
}

function randomOf(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
