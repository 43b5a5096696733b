import type { MetricFacts } from "@spindlebus/bus/engine";
import type { Family, Named, TimesSample } from "./family.ts";
import { ofRoute } from "./samples.ts";

/** The statistics have two buckets a doubling of a millisecond: of these every bound is one, so that nothing is split. */
const bucketsPerDoubling = 2;

type Times = MetricFacts["counted"]["times"];

/** A histogram of one measure, with a bound at each of these powers of two of a millisecond. */
export const timesFamily = (
  measured: Times[number]["measure"],
  doublings: readonly number[],
  named: Omit<Named, "labels">,
): Family => ({
  ...named,
  type: "histogram",
  labels: ["route", "connection"],
  samples: ({ counted }) => {
    if (!counted) return undefined;
    const own = counted.times.filter(({ measure }) => measure === measured);
    return [...Map.groupBy(own, ({ route }) => route)].map(([route, times]) =>
      sampleOf(route, times, doublings),
    );
  },
});

function sampleOf(route: string, times: Times, doublings: readonly number[]): TimesSample {
  const countUpTo = (bucket: number) =>
    times.reduce((sum, each) => sum + (each.bucket <= bucket ? each.count : 0), 0);
  return {
    labels: ofRoute(route),
    buckets: doublings.map((doubling) => ({
      upTo: 2 ** doubling / 1_000,
      count: countUpTo(doubling * bucketsPerDoubling),
    })),
    count: countUpTo(Infinity),
    sum: times.reduce((sum, { sumMs }) => sum + sumMs, 0) / 1_000,
  };
}
