import { useMemo } from "react";
import type { Answer } from "../api/queries.ts";
import { Chart } from "../parts/chart.tsx";
import { Section } from "../parts/page.tsx";

type Step = Answer<"/api/v1/statistics">["series"][number];
type Part = keyof NonNullable<Step["depth"]>;

const parts: readonly (readonly [
  part: Part,
  words: string,
  tone: "busy" | "ink-3" | "wait" | "bad" | "good",
])[] = [
  ["stopped", "Stopped", "bad"],
  ["retrying", "Retrying", "wait"],
  ["inFlight", "In flight", "good"],
  ["inLine", "In line", "ink-3"],
  ["ready", "Ready", "busy"],
];

type Given = {
  readonly series: readonly Step[];
  /** Whether deliveries stand in line, of a strict group. */
  readonly isLaned: boolean;
  readonly onRange: (fromMs: number, toMs: number) => void;
};

/** How much was on a route, over time. Where nobody looked there is a gap. */
export function DepthOverTime({ series, isLaned, onRange }: Given) {
  const [atMs, shown] = useMemo(
    () => [
      series.map(({ at }) => Date.parse(at)),
      parts
        .filter(([part]) => isLaned || part !== "inLine")
        .map(([part, words, tone]) => ({
          words,
          tone,
          counts: series.map(({ depth }) => depth && depth[part]),
        })),
    ],
    [series, isLaned],
  );
  const isSeen = series.some(({ depth }) => depth !== null);
  return (
    <Section title="Depth">
      <p className="faint">
        {isSeen
          ? "The most that was seen in each step. A gap is a time in which nobody looked: the broker was away, or no scheduler ran."
          : "Nobody has looked at its queues in this time: the broker was away, or no scheduler ran."}
      </p>
      {isSeen && (
        <Chart label="Depth over time" atMs={atMs} series={shown} isStacked={false} onRange={onRange} />
      )}
    </Section>
  );
}
