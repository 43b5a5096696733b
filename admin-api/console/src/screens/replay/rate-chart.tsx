import { useMemo } from "react";
import { Chart } from "../../parts/chart.tsx";
import { ratesOf, type Sample } from "../../replays/rates.ts";

/** How many items ended a second, as this browser has seen it. */
export function RateChart({ samples }: { readonly samples: readonly Sample[] }) {
  const shown = useMemo(
    () => ({
      atMs: samples.slice(1).map(({ atMs }) => atMs),
      series: [{ words: "Ended a second", tone: "busy" as const, counts: ratesOf(samples) }],
    }),
    [samples],
  );
  return <Chart label="Ended a second" {...shown} isStacked={false} valueWords={perSecond} />;
}

const perSecond = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)}/s`;
