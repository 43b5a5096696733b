/** How many deliveries of a route are where, at a look. */
export type Depth = {
  /** Nobody has begun them: in its queue, or in that of its strict group, which other routes may share. */
  readonly ready: number;
  /** In line in its strict group, without what has failed. */
  readonly inLine: number;
  /** Will be tried again by itself. */
  readonly retrying: number;
  /** Wait for a person; and what the broker gave up and the recorder has not taken yet. */
  readonly stopped: number;
  /** A worker has them in hand: under way, or at the gate. */
  readonly inFlight: number;
};
