import { lazy, Suspense } from "react";
import { countOf } from "./words.ts";
import type { ChartProps } from "./time-chart.tsx";
import "./chart.css";

const TimeChart = lazy(() => import("./time-chart.tsx"));

/** Counts over time, stacked or as lines; the same as a table, for who does not see it. Dragging chooses a part of the time. */
export function Chart(props: ChartProps) {
  return (
    <figure className="chart">
      <Suspense fallback={<div className="chart-place" />}>
        <TimeChart {...props} />
      </Suspense>
      <details className="chart-table">
        <summary>{props.label} as a table</summary>
        <div className="list-scroll" tabIndex={0} role="region" aria-label={`${props.label} as a table`}>
          <table className="list">
            <thead>
              <tr>
                <th scope="col">From</th>
                {props.series.map(({ words }) => (
                  <th key={words} scope="col" className="right">
                    {words}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {props.atMs.map((at, index) => (
                <tr key={at}>
                  <td className="numbers nowrap">
                    {new Date(at).toISOString().replace("T", " ").slice(0, 19)} UTC
                  </td>
                  {props.series.map(({ words, counts }) => (
                    <td key={words} className="right numbers">
                      {typeof counts[index] === "number" ? countOf(counts[index]) : "–"}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
