import type { Ending } from "../statistics/counts.ts";
import type { Depth } from "../statistics/depth.ts";
import type { Percentiles } from "../statistics/histogram.ts";
import type { Window } from "../statistics/window.ts";

/** Attempts by how they ended. */
export type Endings = { readonly [Each in Ending]: number };

/** What came, and how attempts ended. */
export type Flow = Endings & {
  /** Deliveries whose message was accepted: one for each message and route. */
  readonly accepted: number;
};

/** How much goes through in a minute, of the last five that are over; or of the last step, where that is longer. */
export type PerMinute = { readonly accepted: number; readonly settled: number; readonly attempts: number };

/** How it went in a window. */
export type Performance = Flow & {
  /** Of what was settled or failed, the share that was settled: 0 to 1; null where there was nothing. */
  readonly successShare: number | null;
  /** What one attempt took, with all its steps; milliseconds. */
  readonly durationMs: Percentiles | null;
  /** From the acceptance of a message until it was settled on a route; milliseconds. */
  readonly criticalMs: Percentiles | null;
};

/** Of one route or connection. */
export type PartPerformance = Performance & {
  readonly perMinute: PerMinute;
  /** How many attempts ended in each of at most 30 equal parts of the window. */
  readonly sparkline: readonly number[];
};

/** A step of a window. */
export type Step = Flow & {
  readonly at: string;
  /** The most that was seen in it; of several routes the sum. Null where nobody looked. */
  readonly depth: Depth | null;
};

/** What attempts made of deliveries in a window, by time and by route. Instants are RFC 3339. */
export type StatisticsView = {
  readonly from: string;
  readonly to: string;
  /** Up to when attempts are counted. */
  readonly until: string;
  readonly stepSeconds: number;
  readonly totals: Performance;
  /** One for each, beginning at `at`. */
  readonly series: readonly Step[];
  /** Routes with any message or attempt in the window, by name. */
  readonly routes: readonly (PartPerformance & { readonly route: string; readonly connection: string })[];
  /** The same by connection, by id. */
  readonly connections: readonly (PartPerformance & { readonly connection: string })[];
};

export type StatisticsFilter = {
  readonly route?: string | undefined;
  readonly connection?: string | undefined;
};

export type Statistics = { read(window: Window, filter: StatisticsFilter): Promise<StatisticsView> };
