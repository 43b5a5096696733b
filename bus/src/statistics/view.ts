import type { Endings, Performance, PartPerformance, StatisticsView } from "../operations/statistics.ts";
import type { Counts, Ending, StepCount, TimeCount } from "./counts.ts";
import { percentilesOf } from "./histogram.ts";
import type { Window } from "./window.ts";

const mostPoints = 30;

/** Counts of a window as operators see them. */
export function statisticsView(window: Window, counts: Counts): StatisticsView {
  const { fromMs, toMs, stepMs } = window;
  const length = Math.round((toMs - fromMs) / stepMs);
  return {
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    until: counts.until,
    stepSeconds: stepMs / 1_000,
    totals: performanceOf(counts),
    series: stepsOf(counts.steps, length).map((endings, step) => ({
      at: new Date(fromMs + step * stepMs).toISOString(),
      ...endings,
    })),
    routes: parts(counts, length, (route) => route).map(([route, part]) => ({
      route,
      connection: connectionOf(route),
      ...part,
    })),
    connections: parts(counts, length, connectionOf).map(([connection, part]) => ({ connection, ...part })),
  };
}

const connectionOf = (route: string): string => route.split(".")[0] ?? route;

/** The counts by what a route belongs to, in the order of its name. */
function parts(
  counts: Counts,
  length: number,
  partOf: (route: string) => string,
): readonly (readonly [string, PartPerformance])[] {
  const steps = Map.groupBy(counts.steps, ({ route }) => partOf(route));
  const times = Map.groupBy(counts.times, ({ route }) => partOf(route));
  return [...steps.keys()].toSorted().map((name) => {
    const own = { steps: steps.get(name) ?? [], times: times.get(name) ?? [] };
    return [name, { ...performanceOf(own), sparkline: sparklineOf(own.steps, length) }];
  });
}

/** What counts come to, whatever routes they are of. */
function performanceOf({ steps, times }: Pick<Counts, "steps" | "times">): Performance {
  const endings = endingsOf(steps);
  const ended = endings.settled + endings.failed;
  return {
    ...endings,
    successShare: ended === 0 ? null : endings.settled / ended,
    durationMs: percentilesOf(histogramOf(times, "duration")),
    criticalMs: percentilesOf(histogramOf(times, "critical")),
  };
}

/** The attempts of a window of so many steps, in at most 30 equal parts. */
function sparklineOf(steps: readonly StepCount[], length: number): readonly number[] {
  const each = Math.ceil(length / mostPoints);
  const points = Array.from({ length: Math.ceil(length / each) }, () => 0);
  for (const { step, count } of steps) {
    const point = Math.floor(step / each);
    points[point] = (points[point] ?? 0) + count;
  }
  return points;
}

function stepsOf(steps: readonly StepCount[], length: number): readonly Endings[] {
  const byStep = Map.groupBy(steps, ({ step }) => step);
  return Array.from({ length }, (_, step) => endingsOf(byStep.get(step) ?? []));
}

function endingsOf(steps: readonly StepCount[]): Endings {
  const sum = (named: Ending) =>
    steps.reduce((total, { kind, count }) => total + (kind === named ? count : 0), 0);
  return { settled: sum("settled"), failed: sum("failed"), retried: sum("retried") };
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
