import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Call, Order } from "../testing/governor/fleet.ts";
import type { GateLimits } from "./accounts.ts";
import { limits, play, schedules, type Step } from "../testing/governor/schedules.ts";

function liveOrder(key: string | undefined, takesMs: number, answer: "well" | "down" = "well"): Order {
  return { key, traffic: "live", behaviour: { takesMs, answer } };
}

/** The most calls that were at the vendor at one time. */
function mostAtOnce(calls: readonly Call[]): number {
  const moments = calls.map(({ fromMs }) => fromMs);
  return Math.max(
    0,
    ...moments.map((at) => calls.filter(({ fromMs, untilMs }) => fromMs <= at && at < untilMs).length),
  );
}

/** A worker wakes from a freeze with a slot whose lease has run out, and whose call is over only now. */
const wokenLate: [GateLimits, Step[], number] = [
  { concurrency: 1, perSecond: Number.POSITIVE_INFINITY, perKey: { perSecond: 2 } },
  [
    { do: "order", worker: 0, order: liveOrder(undefined, 10), copies: 1 },
    { do: "order", worker: 0, order: liveOrder(undefined, 10_000), copies: 1 },
    { do: "pass", ms: 300 },
    { do: "freeze", worker: 1, ms: 28_000 },
    { do: "freeze", worker: 0, ms: 40_000 },
    { do: "order", worker: 2, order: liveOrder("a", 10, "down"), copies: 1 },
    { do: "order", worker: 1, order: liveOrder("a", 10), copies: 2 },
    { do: "pass", ms: 9_000 },
    { do: "order", worker: 1, order: liveOrder(undefined, 24_000), copies: 1 },
    { do: "cut", ms: 1_000 },
    { do: "order", worker: 0, order: liveOrder(undefined, 10, "down"), copies: 1 },
    { do: "pass", ms: 20 },
    { do: "order", worker: 2, order: liveOrder("a", 10), copies: 2 },
  ],
  509523147,
];

test("never more calls at a time than the limits allow, whatever dies, freezes or is cut off", async () => {
  await fc.assert(
    fc.asyncProperty(limits, schedules, fc.nat(), async (given, steps, seed) => {
      const { calls } = await play(given, steps, seed);
      expect(mostAtOnce(calls)).toBeLessThanOrEqual(given.concurrency);
      const perKey = given.perKey?.concurrency ?? given.concurrency;
      for (const key of ["a", "b"]) {
        expect(mostAtOnce(calls.filter(({ order: { key: own } }) => own === key))).toBeLessThanOrEqual(
          perKey,
        );
      }
    }),
    { numRuns: 150, examples: [wokenLate] },
  );
}, 120_000);

test("a closed key lets nothing through, once the workers have heard of it, and until then", async () => {
  await fc.assert(
    fc.asyncProperty(
      limits,
      schedules.map((steps) => steps.filter((each) => each.do !== "freeze")),
      fc.nat(),
      async (given, steps, seed) => {
        const { closures, admissions } = await play(given, steps, seed);
        for (const { key, knownMs, untilMs } of closures) {
          const passed = admissions.filter(
            ({ atMs, order: { key: own } }) =>
              (key === undefined || own === key) && atMs > knownMs && atMs < untilMs,
          );
          expect(passed).toEqual([]);
        }
      },
    ),
    { numRuns: 150 },
  );
}, 120_000);

test("nothing waits for ever: what is not lost with its worker is done or put off", async () => {
  await fc.assert(
    fc.asyncProperty(limits, schedules, fc.nat(), async (given, steps, seed) => {
      const { fates } = await play(given, steps, seed);
      expect(fates.filter((fate) => fate === "waiting" || fate === "admitted")).toEqual([]);
    }),
    { numRuns: 150 },
  );
}, 120_000);
