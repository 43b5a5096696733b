import type { Flow, Performance, PartPerformance, Step, StatisticsView } from "../operations/statistics.ts";
import type { Counts, StepCount, TimeCount } from "./counts.ts";
import { percentilesOf } from "./histogram.ts";
import { perMinuteOf } from "./per-minute.ts";
import type { Window } from "./window.ts";

const mostPoints = 30;

/** Counts of a window as operators see them. */
export function statisticsView(window: Window, counts: Counts): StatisticsView {
  const { fromMs, toMs, stepMs } = window;
  const length = lengthOf(window);
  return {
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    until: counts.until,
    stepSeconds: stepMs / 1_000,
    totals: performanceOf(counts),
    series: stepsOf(window, counts, length),
    routes: parts(window, counts, (route) => route).map(([route, part]) => ({
      route,
      connection: connectionOf(route),
      ...part,
    })),
    connections: parts(window, counts, connectionOf).map(([connection, part]) => ({ connection, ...part })),
  };
}

const lengthOf = ({ fromMs, toMs, stepMs }: Window): number => Math.round((toMs - fromMs) / stepMs);
const connectionOf = (route: string): string => route.split(".")[0] ?? route;

/** The counts by what a route belongs to, in the order of its name. */
function parts(
  window: Window,
  counts: Counts,
  partOf: (route: string) => string,
): readonly (readonly [string, PartPerformance])[] {
  const steps = Map.groupBy(counts.steps, ({ route }) => partOf(route));
  const times = Map.groupBy(counts.times, ({ route }) => partOf(route));
  return [...steps.keys()].toSorted().map((name) => {
    const own = { steps: steps.get(name) ?? [], times: times.get(name) ?? [] };
    const perMinute = perMinuteOf(own.steps, window, counts.until);
    return [name, { ...performanceOf(own), perMinute, sparkline: sparklineOf(own.steps, lengthOf(window)) }];
  });
}

/** What counts come to, whatever routes they are of. */
function performanceOf({ steps, times }: Pick<Counts, "steps" | "times">): Performance {
  const flow = flowOf(steps);
  const ended = flow.settled + flow.failed;
  return {
    ...flow,
    successShare: ended === 0 ? null : flow.settled / ended,
    durationMs: percentilesOf(histogramOf(times, "duration")),
    criticalMs: percentilesOf(histogramOf(times, "critical")),
  };
}

/** The attempts of a window of so many steps, in at most 30 equal parts. */
function sparklineOf(steps: readonly StepCount[], length: number): readonly number[] {
  const each = Math.ceil(length / mostPoints);
  const points = Array.from({ length: Math.ceil(length / each) }, () => 0);
  for (const { step, kind, count } of steps) {
    if (kind === "accepted") continue;
    const point = Math.floor(step / each);
    points[point] = (points[point] ?? 0) + count;
  }
  return points;
}

function stepsOf({ fromMs, stepMs }: Window, { steps, depths }: Counts, length: number): readonly Step[] {
  const byStep = Map.groupBy(steps, ({ step }) => step);
  const depthOf = new Map(depths.map(({ step, ...depth }) => [step, depth]));
  return Array.from({ length }, (_, step) => ({
    at: new Date(fromMs + step * stepMs).toISOString(),
    ...flowOf(byStep.get(step) ?? []),
    depth: depthOf.get(step) ?? null,
  }));
}

function flowOf(steps: readonly StepCount[]): Flow {
  const sum = (named: StepCount["kind"]) =>
    steps.reduce((total, { kind, count }) => total + (kind === named ? count : 0), 0);
  return {
    accepted: sum("accepted"),
    settled: sum("settled"),
    failed: sum("failed"),
    retried: sum("retried"),
  };
}

/** How often it took how long, over all routes that are given. */
function histogramOf(
  times: readonly TimeCount[],
  measured: TimeCount["measure"],
): ReadonlyMap<number, number> {
  const histogram = new Map<number, number>();
  for (const { measure, bucket, count } of times)
    if (measure === measured) histogram.set(bucket, (histogram.get(bucket) ?? 0) + count);
  return histogram;
}
