import type { MeasureName } from "./measures.ts";
import type { Figure } from "./sample.ts";

/** What a figure must be, and what it should be: itself, or as a ratio to the same figure of another measure. */
export type Target = {
  readonly title: string;
  readonly of: MeasureName;
  readonly figure: Figure;
  readonly over?: MeasureName;
  readonly better: "more" | "less";
  readonly bar: number;
  readonly aim: number;
};

/** The bars of the product. */
export const targets: readonly Target[] = [
  {
    title: "one route / bare loop",
    of: "deliveries",
    over: "bare",
    figure: "perSecond",
    better: "more",
    bar: 0.5,
    aim: 0.75,
  },
  {
    title: "one route / Rascal",
    of: "deliveries",
    over: "rascal",
    figure: "perSecond",
    better: "more",
    bar: 4,
    aim: 8,
  },
  {
    title: "four routes / bare loop on four queues",
    of: "deliveries4",
    over: "bare4",
    figure: "perSecond",
    better: "more",
    bar: 0.45,
    aim: 0.7,
  },
  {
    title: "strict group / one route",
    of: "lanes",
    over: "deliveries",
    figure: "perSecond",
    better: "more",
    bar: 0.3,
    aim: 0.5,
  },
  { title: "added latency, p50", of: "latency", figure: "p50Ms", better: "less", bar: 8, aim: 3 },
  { title: "added latency, p99", of: "latency", figure: "p99Ms", better: "less", bar: 40, aim: 15 },
  {
    title: "HTTP intake / bare handler",
    of: "intake",
    over: "bareHandler",
    figure: "perSecond",
    better: "more",
    bar: 0.5,
    aim: 0.8,
  },
  {
    title: "memory with a backlog",
    of: "memoryWaiting",
    figure: "peakMb",
    better: "less",
    bar: 220,
    aim: 150,
  },
  {
    title: "memory, Postgres frozen",
    of: "memoryFrozen",
    figure: "peakMb",
    better: "less",
    bar: 220,
    aim: 150,
  },
  {
    title: "dead deliveries recorded a second",
    of: "storm",
    figure: "perSecond",
    better: "more",
    bar: 5_000,
    aim: 10_000,
  },
  {
    title: "replayed a second, live traffic beside it",
    of: "replay",
    figure: "perSecond",
    better: "more",
    bar: 2_000,
    aim: 5_000,
  },
  {
    title: "live traffic beside a replay at 1,000/s, p95 ms",
    of: "pacedReplay",
    figure: "p95Ms",
    better: "less",
    bar: 100,
    aim: 40,
  },
  {
    title: "failures by two filters, p95 ms",
    of: "failures",
    figure: "listsP95Ms",
    better: "less",
    bar: 100,
    aim: 30,
  },
  {
    title: "failures by a payload value, p95 ms",
    of: "failures",
    figure: "valuesP95Ms",
    better: "less",
    bar: 100,
    aim: 20,
  },
  {
    title: "failure groups with counts and hours, p95 ms",
    of: "failures",
    figure: "groupsP95Ms",
    better: "less",
    bar: 200,
    aim: 50,
  },
  {
    title: "seconds a delivery, grown ledger / empty",
    of: "deliveries",
    over: "deliveriesGrown",
    figure: "perSecond",
    better: "less",
    bar: 1.15,
    aim: 1,
  },
];
