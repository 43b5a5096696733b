import type { KnownFacts, MetricFacts } from "@spindlebus/bus/engine";

/** All that figures are told apart by: as many values as the configuration has names, and nothing of a message. */
type Label = "route" | "connection" | "outcome" | "state" | "version";

/** What one figure is of. */
export type Labels = { readonly [Name in Label]?: string };

export type Sample = { readonly labels: Labels; readonly value: number };

/** How often something took how long, up to each of its bounds; seconds. */
export type TimesSample = {
  readonly labels: Labels;
  readonly buckets: readonly { readonly upTo: number; readonly count: number }[];
  readonly count: number;
  readonly sum: number;
};

/** What is configured: of these there is a figure also where nothing was counted, which is a zero. */
export type Planned = {
  readonly version: string;
  readonly routes: readonly string[];
  readonly connections: readonly string[];
  /** Connections with a strict group. */
  readonly laned: readonly string[];
};

export type Named = {
  readonly name: string;
  readonly labels: readonly Label[];
  /** Whoever reads the reference page or Prometheus' own sees this sentence. */
  readonly help: string;
};

/** What Prometheus knows under one name. Undefined is what is not known now: then the name is missing. */
export type Family = Named &
  (
    | { readonly type: "gauge" | "counter"; readonly samples: Samples<Sample> }
    | { readonly type: "histogram"; readonly samples: Samples<TimesSample> }
  );

type Samples<Each> = (facts: KnownFacts, planned: Planned) => readonly Each[] | undefined;

/** Makes families of one part of the facts, which are missing with it. */
export function familiesOf<Part extends keyof MetricFacts>(part: Part) {
  type SamplesOf = (fact: MetricFacts[Part], planned: Planned) => readonly Sample[];
  const family =
    (type: "gauge" | "counter") =>
    (named: Named, samplesOf: SamplesOf): Family => ({
      ...named,
      type,
      samples: (facts, planned) => {
        const fact = facts[part];
        return fact === undefined ? undefined : samplesOf(fact, planned);
      },
    });
  return { gauge: family("gauge"), counter: family("counter") };
}
