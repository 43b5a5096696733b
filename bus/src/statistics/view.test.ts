import { expect, test } from "vitest";
import { statisticsView } from "./view.ts";

const minuteMs = 60_000;
const fromMs = Date.parse("2026-11-27T12:00:00Z");
const until = "2026-11-27T13:00:00.000Z";

test("has every step, also those in which nothing happened, and the same numbers by route", () => {
  const window = { fromMs, toMs: fromMs + 3 * minuteMs, stepMs: minuteMs };
  const view = statisticsView(window, {
    until,
    steps: [
      { step: 0, route: "a.one", kind: "settled", count: 3 },
      { step: 0, route: "b.two", kind: "settled", count: 1 },
      { step: 2, route: "b.two", kind: "failed", count: 1 },
      { step: 2, route: "b.two", kind: "retried", count: 5 },
      { step: 1, route: "a.one", kind: "accepted", count: 3 },
    ],
    depths: [{ step: 1, ready: 7, inLine: 0, retrying: 5, stopped: 1, inFlight: 2 }],
    times: [
      { route: "a.one", measure: "duration", bucket: 0, count: 3 },
      { route: "a.one", measure: "critical", bucket: 20, count: 3 },
      { route: "b.two", measure: "duration", bucket: 0, count: 7 },
    ],
  });
  expect(view.series).toMatchObject([
    { accepted: 0, settled: 4, failed: 0, retried: 0 },
    { accepted: 3, settled: 0, failed: 0, retried: 0 },
    { accepted: 0, settled: 0, failed: 1, retried: 5 },
  ]);
  expect(view.totals).toMatchObject({ settled: 4, failed: 1, retried: 5, successShare: 0.8 });
  expect(view.routes).toMatchObject([
    {
      route: "a.one",
      connection: "a",
      successShare: 1,
      criticalMs: { p50: expect.any(Number) },
      sparkline: [3, 0, 0],
    },
    {
      route: "b.two",
      settled: 1,
      failed: 1,
      retried: 5,
      successShare: 0.5,
      criticalMs: null,
      sparkline: [1, 0, 6],
    },
  ]);
});

test("a step in which nobody looked at the queues has no depth, which is not a depth of nothing", () => {
  const window = { fromMs, toMs: fromMs + 2 * minuteMs, stepMs: minuteMs };
  const depth = { ready: 0, inLine: 0, retrying: 0, stopped: 0, inFlight: 0 };
  const view = statisticsView(window, { until, steps: [], times: [], depths: [{ step: 1, ...depth }] });
  expect(view.series.map((step) => step.depth)).toEqual([null, depth]);
});

test("what goes through in a minute is of the last five that are over", () => {
  const steps = (stepMs: number, ...each: readonly [step: number, count: number][]) =>
    statisticsView(
      { fromMs, toMs: fromMs + 10 * stepMs, stepMs },
      {
        until: new Date(fromMs + 7.5 * stepMs).toISOString(),
        steps: each.flatMap(([step, count]) => [
          { step, route: "a.one", kind: "accepted" as const, count },
          { step, route: "a.one", kind: "settled" as const, count: count / 2 },
          { step, route: "a.one", kind: "retried" as const, count: count / 2 },
        ]),
        times: [],
        depths: [],
      },
    ).routes[0]?.perMinute;
  // The step under way is half over, and a long time ago is not now.
  expect(steps(minuteMs, [1, 900], [2, 10], [6, 40], [7, 900])).toEqual({
    accepted: 10,
    settled: 5,
    attempts: 10,
  });
  expect(steps(60 * minuteMs, [5, 900], [6, 120], [7, 900])).toEqual({
    accepted: 2,
    settled: 1,
    attempts: 2,
  });
});

test("a sparkline has at most 30 points, whatever the number of steps", () => {
  const window = { fromMs, toMs: fromMs + 144 * minuteMs, stepMs: minuteMs };
  const steps = [0, 4, 143].map((step) => ({ step, route: "a.one", kind: "settled" as const, count: 1 }));
  const [route] = statisticsView(window, { until, steps, times: [], depths: [] }).routes;
  expect(route?.sparkline).toHaveLength(29);
  expect(route?.sparkline.at(0)).toBe(2);
  expect(route?.sparkline.at(-1)).toBe(1);
});
