import type { KnownFacts } from "@spindlebus/bus/engine";
import { Counter, Gauge, Registry, type Histogram } from "prom-client";
import { families } from "./families.ts";
import type { Family, Planned, TimesSample } from "./family.ts";

/** How Prometheus knows the format. */
export const expositionType = Registry.PROMETHEUS_CONTENT_TYPE;

/** What is known, in Prometheus' text format. Of what is not known there is not even a name. */
export function exposition(facts: KnownFacts, planned: Planned): Promise<string> {
  const registry = new Registry();
  for (const family of families) register(registry, family, facts, planned);
  return registry.metrics();
}

/** A registry lives for one answer: what was true in the last one is not carried into the next. */
function register(registry: Registry, family: Family, facts: KnownFacts, planned: Planned): void {
  if (family.type === "histogram") {
    const samples = family.samples(facts, planned);
    if (samples && samples.length > 0) registry.registerMetric(countedHistogram(family, samples));
    return;
  }
  const samples = family.samples(facts, planned);
  if (!samples || samples.length === 0) return;
  const { name, help, labels: labelNames } = family;
  const given = { name, help, labelNames, registers: [registry] };
  if (family.type === "gauge") {
    const gauge = new Gauge(given);
    for (const { labels, value } of samples) gauge.set(labels, value);
  } else {
    const counter = new Counter(given);
    for (const { labels, value } of samples) counter.inc(labels, value);
  }
}

/** A histogram that was counted elsewhere: the library's own can only observe one time after the other. */
function countedHistogram({ name, help }: Family, samples: readonly TimesSample[]): Histogram {
  const values = samples.flatMap(({ labels, buckets, count, sum }) => [
    ...buckets.map((each) => ({
      metricName: `${name}_bucket`,
      labels: { ...labels, le: String(each.upTo) },
      value: each.count,
    })),
    { metricName: `${name}_bucket`, labels: { ...labels, le: "+Inf" }, value: count },
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: count },
  ]);
  const metric = { name, help, get: async () => ({ name, help, type: "histogram", values }) };
  return metric as unknown as Histogram; // as: a registry asks nothing else of a metric
}
