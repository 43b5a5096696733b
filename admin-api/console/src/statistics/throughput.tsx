import { useMemo } from "react";
import { useRead } from "../api/queries.ts";
import { Chart } from "../parts/chart.tsx";
import { Loaded } from "../parts/empty.tsx";
import { Section } from "../parts/page.tsx";
import { QueryLink, useSetQuery } from "../parts/query-link.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { countOf, durationOf, manyOf } from "../parts/words.ts";
import { DepthOverTime } from "./depth.tsx";
import { Times } from "./times.tsx";
import { ranges, windowOf } from "./window.ts";

type Given = {
  /** The route or connection that is looked at; everything without them. */
  readonly of?: { readonly route?: string; readonly connection?: string };
  /** Of a route: whether its deliveries stand in line. */
  readonly isLaned?: boolean;
  readonly range?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

const everything = {};

/** What was settled, failed and is tried again, over time; of a route also what waited. Dragging in a chart looks closer. */
export function Throughput({ of = everything, isLaned = false, range = "1h", from, to }: Given) {
  const set = useSetQuery();
  const choose = (fromMs: number, toMs: number) =>
    set({ from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() });
  const window = useMemo(() => windowOf(range, from, to), [range, from, to]);
  const statistics = useRead(
    "/api/v1/statistics",
    { query: { ...window, ...of } },
    { keepFormer: true, everyMs: 15_000 },
  );
  return (
    <>
      <Section
        title="Throughput"
        actions={
          <>
            {from !== undefined && (
              <QueryLink set={{ from: undefined, to: undefined }}>Whole range</QueryLink>
            )}
            <Tabs
              label="Range"
              tabs={ranges}
              param="range"
              value={from === undefined ? range : ""}
              clears={["from", "to"]}
            />
          </>
        }
      >
        <Loaded of={statistics} rows={6}>
          {({ series, totals, stepSeconds }) => (
            <>
              <p className="faint numbers">
                {manyOf(totals.accepted, "delivery", "deliveries")} came, {countOf(totals.settled)} settled,{" "}
                {countOf(totals.failed)} failed, {countOf(totals.retried)} tried again, in steps of{" "}
                {durationOf(stepSeconds * 1_000)}
                {of === everything &&
                  totals.durationMs &&
                  `; an attempt takes ${durationOf(totals.durationMs.p50)} (p50), ${durationOf(totals.durationMs.p95)} (p95)`}
              </p>
              {of !== everything && <Times totals={totals} />}
              <Course series={series} onRange={choose} />
            </>
          )}
        </Loaded>
      </Section>
      {of.route !== undefined && statistics.data && (
        <DepthOverTime series={statistics.data.series} isLaned={isLaned} onRange={choose} />
      )}
    </>
  );
}

type Step = {
  readonly at: string;
  readonly settled: number;
  readonly failed: number;
  readonly retried: number;
};

function Course({
  series,
  onRange,
}: {
  readonly series: readonly Step[];
  readonly onRange: (fromMs: number, toMs: number) => void;
}) {
  const [atMs, shown] = useMemo(
    () => [
      series.map(({ at }) => Date.parse(at)),
      [
        { words: "Failed", tone: "bad" as const, counts: series.map(({ failed }) => failed) },
        { words: "Tried again", tone: "wait" as const, counts: series.map(({ retried }) => retried) },
        { words: "Settled", tone: "good" as const, counts: series.map(({ settled }) => settled) },
      ],
    ],
    [series],
  );
  return <Chart label="Attempts over time" atMs={atMs} series={shown} onRange={onRange} />;
}
