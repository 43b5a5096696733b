import type { Ending } from "../statistics/counts.ts";
import type { Percentiles } from "../statistics/histogram.ts";
import type { Window } from "../statistics/window.ts";

/** Attempts by how they ended. */
export type Endings = { readonly [Each in Ending]: number };

/** How it went in a window. */
export type Performance = Endings & {
  /** Of what was settled or failed, the share that was settled: 0 to 1; null where there was nothing. */
  readonly successShare: number | null;
  /** What one attempt took, with all its steps; milliseconds. */
  readonly durationMs: Percentiles | null;
  /** From the acceptance of a message until it was settled on a route; milliseconds. */
  readonly criticalMs: Percentiles | null;
};

/** Of one route or connection. */
export type PartPerformance = Performance & {
  /** How many attempts ended in each of at most 30 equal parts of the window. */
  readonly sparkline: readonly number[];
};

/** What attempts made of deliveries in a window, by time and by route. Instants are RFC 3339. */
export type StatisticsView = {
  readonly from: string;
  readonly to: string;
  /** Up to when attempts are counted. */
  readonly until: string;
  readonly stepSeconds: number;
  readonly totals: Performance;
  /** One for each step, beginning at `at`. */
  readonly series: readonly ({ readonly at: string } & Endings)[];
  /** Routes with any attempt in the window, by name. */
  readonly routes: readonly (PartPerformance & { readonly route: string; readonly connection: string })[];
  /** The same by connection, by id. */
  readonly connections: readonly (PartPerformance & { readonly connection: string })[];
};

export type StatisticsFilter = {
  readonly route?: string | undefined;
  readonly connection?: string | undefined;
};

export type Statistics = { read(window: Window, filter: StatisticsFilter): Promise<StatisticsView> };
