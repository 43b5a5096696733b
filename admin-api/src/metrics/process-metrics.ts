import { freshFor } from "@spindlebus/bus/engine";
import { collectDefaultMetrics, Registry } from "prom-client";

/** Gauges that are named as counters are: whoever takes their rate is told nonsense. Each is the sum of another one. */
const misnamed = [
  "nodejs_active_handles_total",
  "nodejs_active_requests_total",
  "nodejs_active_resources_total",
];

/** What was observed of the event loop begins anew with each look: two that come at once would have nothing to tell. */
const goodForMs = 5_000;

/**
 * What this process says of itself: processor, memory, event loop, garbage collection, under the names that every Node process has
 * in Prometheus. To be called once in a process: each call begins to observe anew.
 */
export function observeProcess(): () => Promise<string> {
  const registry = new Registry();
  registry.setDefaultLabels({ role: "admin" });
  collectDefaultMetrics({ register: registry });
  for (const name of misnamed) registry.removeSingleMetric(name);
  return freshFor(goodForMs, () => registry.metrics());
}
