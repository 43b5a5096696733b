import type { Depth } from "../statistics/depth.ts";

/** What is known of a route, by its name. */
type OfRoute<Facts> = Facts & { readonly route: string };
/** What is known of a connection, by its id. */
type OfConnection<Facts> = Facts & { readonly connection: string };

/** Everything that was counted since counting began; none of it becomes less. */
export type Counted = {
  /** Up to when, in seconds since 1970. */
  readonly until: number;
  /** How attempts ended, and the state in which each left its delivery. Of `accepted` and `pending` it is deliveries that came. */
  readonly endings: readonly OfRoute<{
    readonly outcome: string;
    readonly became: string;
    readonly count: number;
  }>[];
  /** How long it took, by the buckets of `histogram.ts`. */
  readonly times: readonly OfRoute<{
    readonly measure: "duration" | "critical";
    readonly bucket: number;
    readonly count: number;
    readonly sumMs: number;
  }>[];
};

/** What monitoring is told, in parts that are known or unknown as a whole. Of what is not named there is nothing. */
export type MetricFacts = {
  readonly counted: Counted;
  /** As schedulers saw it in the last minutes; of routes at which none looked there is nothing. */
  readonly depths: readonly OfRoute<Depth>[];
  /** For how long what is still to be done by the bus itself has waited. */
  readonly oldest: readonly OfRoute<{ readonly seconds: number }>[];
  readonly failures: readonly OfRoute<{
    readonly state: string;
    readonly count: number;
    /** Since the one that failed last the longest time ago. */
    readonly oldestSeconds: number;
  }>[];
  readonly groups: readonly { readonly state: string; readonly count: number }[];
  readonly lanes: readonly OfConnection<{
    /** Lanes in which anything stands, and those behind a head that only a person can move. */
    readonly lanes: number;
    readonly blocked: number;
    readonly oldestSeconds: number;
  }>[];
  readonly limits: readonly OfConnection<{
    readonly isCircuitOpen: boolean;
    /** Limiter keys that are known, and those that let nothing through, or little. */
    readonly keys: number;
    readonly closedKeys: number;
  }>[];
  /** Names of routes and ids of connections. */
  readonly paused: readonly string[];
  /** Accepted messages whose publish is not confirmed. */
  readonly outbox: { readonly messages: number; readonly oldestSeconds: number };
  /** Of those that are not over, and their items. */
  readonly replays: {
    readonly states: readonly { readonly state: string; readonly count: number }[];
    readonly items: readonly { readonly state: string; readonly count: number }[];
  };
  /** Sources that are silent and should not be; unknown where no rule looks. */
  readonly quietFeeds: number;
  /** What the broker gave up and no recorder has taken. */
  readonly deadLetters: readonly OfConnection<{ readonly count: number }>[];
};

/** What could be learned in time: a part that could not is missing. */
export type KnownFacts = Partial<MetricFacts>;

/** What monitoring asks. */
export type Metrics = {
  /** @throws Error where the database is away */
  read(): Promise<KnownFacts>;
};
