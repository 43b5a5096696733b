/** Figures of one round of a measure, by name. Of a delivery's cost: microseconds of processor time by where they went. */
export type Sample = Readonly<Partial<Record<Figure, number>>>;

export type Figure =
  | "perSecond"
  | "clientMicros"
  | "postgresMicros"
  | "brokerMicros"
  | "p50Ms"
  | "p95Ms"
  | "p99Ms"
  | "peakMb"
  | "listsP95Ms"
  | "valuesP95Ms"
  | "groupsP95Ms";

/** How much is measured. */
export type Sizes = {
  /** Published by each measure of throughput. */
  readonly messages: number;
  readonly laneKeys: number;
  readonly requests: number;
  /** Of the measure of latency: messages a second, and for how long. */
  readonly rate: number;
  readonly rateSeconds: number;
  /** Messages that wait in the queue while the worker's memory is watched. */
  readonly waiting: number;
  readonly frozenSeconds: number;
  /** Rows of the ledger that has grown. */
  readonly ledgerRows: number;
  /** Failures that are replayed. */
  readonly replayed: number;
  /** Failures that are searched. */
  readonly failures: number;
};

/** What every client may have unacked, and every publisher unconfirmed. */
export const window = 400;
