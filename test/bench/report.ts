import { measures, type MeasureName } from "./measures.ts";
import type { Figure, Sample } from "./sample.ts";
import { median } from "./statistics.ts";
import { targets, type Target } from "./targets.ts";

/** The samples of every measure, round by round. */
export type Results = Partial<Record<MeasureName, readonly Sample[]>>;

/** Median and spread of one figure of one measure. */
export type FigureRow = {
  readonly measure: string;
  readonly figure: Figure;
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
};

/** Median and spread of every figure. */
export function figureRows(results: Results): FigureRow[] {
  return namesIn(results).flatMap((name) => {
    const samples = results[name] ?? [];
    const figures = Object.keys(samples[0] ?? {}) as Figure[];
    return figures.map((figure) => ({
      measure: measures[name].title,
      figure,
      ...spread(samples.map((sample) => sample[figure] ?? Number.NaN)),
    }));
  });
}

/** A target beside what was measured. */
export type TargetRow = Pick<Target, "title" | "bar" | "aim"> & {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
  readonly verdict: "aim" | "bar" | "missed";
};

/** The targets of which everything was measured. A ratio is taken within a round: what slows one slows the other. */
export function targetRows(results: Results): TargetRow[] {
  return targets.flatMap((target) => {
    const values = valuesOf(target, results);
    if (values.length === 0) return [];
    const measured = spread(values);
    const { title, bar, aim } = target;
    return [{ title, bar, aim, ...measured, verdict: verdictOf(target, measured.median) }];
  });
}

function valuesOf({ of, over, figure }: Target, results: Results): number[] {
  const others = over && results[over];
  if (over && !others) return [];
  return (results[of] ?? []).flatMap((sample, round) => {
    const value = sample[figure];
    const other = others ? others[round]?.[figure] : 1;
    return value === undefined || other === undefined ? [] : [value / other];
  });
}

function verdictOf({ better, bar, aim }: Target, value: number): TargetRow["verdict"] {
  const reaches = (mark: number) => (better === "more" ? value >= mark : value <= mark);
  if (reaches(aim)) return "aim";
  return reaches(bar) ? "bar" : "missed";
}

function spread(values: readonly number[]) {
  return { median: median(values), lowest: Math.min(...values), highest: Math.max(...values) };
}

const namesIn = (results: Results) => Object.keys(results) as MeasureName[];

/** The report for a terminal: cost and rate of each measure in one line, then the targets. */
export function tables(results: Results): readonly [costs: object, targets: object] {
  const costs = namesIn(results).map((name) => {
    const rows = figureRows({ [name]: results[name] ?? [] });
    const cells = rows.map(({ figure, median: middle }) => [columns[figure], rounded(middle)]);
    const [first] = rows;
    const range = first ? `${rounded(first.lowest)}–${rounded(first.highest)}` : "";
    return { measure: measures[name].title, ...Object.fromEntries(cells), spread: range };
  });
  const marks = targetRows(results).map(({ median: middle, lowest, highest, ...row }) => ({
    ...row,
    median: rounded(middle),
    spread: `${rounded(lowest)}–${rounded(highest)}`,
  }));
  return [costs, marks];
}

const columns: Readonly<Record<Figure, string>> = {
  perSecond: "per second",
  clientMicros: "client µs",
  postgresMicros: "Postgres µs",
  brokerMicros: "broker µs",
  p50Ms: "p50 ms",
  p95Ms: "p95 ms",
  p99Ms: "p99 ms",
  peakMb: "peak MB",
  listsP95Ms: "lists p95 ms",
  valuesP95Ms: "values p95 ms",
  groupsP95Ms: "groups p95 ms",
};

const rounded = (value: number): number => Number(value.toPrecision(3));
