import { useEffect, useEffectEvent, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { usePreferences } from "./preferences.ts";
import { clockOf, countOf } from "./words.ts";

type Series = {
  readonly words: string;
  readonly tone: "good" | "bad" | "wait" | "busy" | "ink-3";
  /** Null where it is not known. */
  readonly counts: readonly (number | null)[];
};

export type ChartProps = {
  readonly label: string;
  /** When each bucket begins; epoch milliseconds. */
  readonly atMs: readonly number[];
  readonly series: readonly Series[];
  /** Stacked counts; lines where it is false. */
  readonly isStacked?: boolean;
  /** What a value is in words: a count, or for example a duration. */
  readonly valueWords?: (value: number) => string;
  readonly onRange?: ((fromMs: number, toMs: number) => void) | undefined;
};

const height = 200;
const daySeconds = 86_400;

/** The chart itself, by uPlot. */
export default function TimeChart({
  label,
  atMs,
  series,
  isStacked = true,
  valueWords = countOf,
  onRange,
}: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const { times, theme } = usePreferences();
  const utc = times === "utc";
  const ranged = useEffectEvent((from: number, to: number) => onRange?.(from, to));
  const words = useEffectEvent(valueWords);
  useEffect(() => {
    const into = place.current;
    if (!into) return undefined;
    const plot = new uPlot(
      optionsOf({
        width: into.clientWidth,
        series,
        isStacked,
        utc,
        valueWords: words,
        onRange: ranged,
      }),
      dataOf(atMs, series, isStacked),
      into,
    );
    const resized = new ResizeObserver(() => plot.setSize({ width: into.clientWidth, height }));
    resized.observe(into);
    return () => {
      resized.disconnect();
      plot.destroy();
    };
    // Its colours are those of the theme in which it was drawn.
  }, [atMs, series, isStacked, utc, theme]);
  return <div ref={place} className="chart-place" role="img" aria-label={label} />;
}

/** uPlot draws each series from zero: the upper of a stack is the sum, and is drawn first. */
function dataOf(atMs: readonly number[], series: readonly Series[], isStacked: boolean): uPlot.AlignedData {
  const seconds = atMs.map((at) => at / 1_000);
  const sums = series.map(({ counts }, index) =>
    isStacked
      ? counts.map((_, at) => series.slice(index).reduce((sum, each) => sum + (each.counts[at] ?? 0), 0))
      : [...counts],
  );
  return [seconds, ...sums];
}

type Options = {
  readonly width: number;
  readonly series: readonly Series[];
  readonly isStacked: boolean;
  readonly utc: boolean;
  readonly valueWords: (value: number) => string;
  readonly onRange: (fromMs: number, toMs: number) => void;
};

function optionsOf({ width, series, isStacked, utc, valueWords, onRange }: Options): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => resolved(style.getPropertyValue(`--${name}`));
  const axis = {
    stroke: colour("ink-3"),
    grid: { stroke: colour("line"), width: 1 },
    ticks: { show: false },
    font: `12px ${style.getPropertyValue("--font")}`,
  };
  return {
    width,
    height,
    cursor: { drag: { x: true, y: false }, points: { show: false } },
    scales: { y: { range: (_plot, _least, most) => [0, Math.max(1, most * 1.1)] } },
    axes: [
      {
        ...axis,
        size: 32,
        space: (_plot, _axis, least, most) => (most - least > daySeconds ? 130 : 80),
        values: (_plot, seconds) => clocks(seconds, utc),
      },
      {
        ...axis,
        size: 56,
        incrs: wholeSteps,
        values: (_plot, values) => values.map((value) => valueWords(value)),
      },
    ],
    series: [
      { label: "At", value: (_plot, second) => (second === null ? "–" : (clocks([second], utc)[0] ?? "")) },
      ...series.map(({ words, tone, counts }, index) => ({
        label: words,
        stroke: colour(tone),
        width: 2,
        ...(isStacked && {
          width: 0,
          fill: colour(tone),
          paths: uPlot.paths.bars!({ size: [0.9, 40] }),
        }),
        // A line has none where its neighbours are not known: what was seen there would not be shown.
        points: { show: !isStacked, size: 4, filter: (plot: uPlot) => lonely(plot.data[index + 1] ?? []) },
        value: (_plot: uPlot, _value: number, _series: number, at: number | null) => {
          const count = at === null ? null : counts[at];
          return typeof count === "number" ? valueWords(count) : "–";
        },
      })),
    ],
    hooks: {
      // Without a place that is pointed at there are no values: the legend only tells which colour is what.
      setLegend: [(plot) => plot.root.classList.toggle("idle", typeof plot.legend.idx !== "number")],
      ready: [(plot) => plot.root.classList.add("idle")],
      setSelect: [
        (plot) => {
          if (plot.select.width < 4) return;
          const at = (pixels: number) => Math.round(plot.posToVal(pixels, "x") * 1_000);
          onRange(at(plot.select.left), at(plot.select.left + plot.select.width));
        },
      ],
    },
  };
}

/** There is no half of a delivery, and nothing shorter than a millisecond is told. */
const wholeSteps = Array.from({ length: 10 }, (_, power) =>
  [1, 2, 5].map((first) => first * 10 ** power),
).flat();

/** Where a value has none beside it. */
const lonely = (values: ArrayLike<number | null | undefined>): number[] =>
  Array.from(values).flatMap((value, at, all) =>
    typeof value === "number" && typeof all[at - 1] !== "number" && typeof all[at + 1] !== "number" ? at : [],
  );

const clocks = (seconds: readonly number[], utc: boolean): string[] => {
  const spanMs = ((seconds.at(-1) ?? 0) - (seconds[0] ?? 0)) * 1_000;
  return seconds.map((second) => clockOf(second * 1_000, { utc, spanMs }));
};

/** A canvas knows no `light-dark()`: the browser is asked what the colour is now. */
function resolved(colour: string): string {
  const probe = document.createElement("span");
  probe.style.color = colour;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
