/** Failures and waiting deliveries of a route by state. What a worker holds or a queue still carries is not in it. */
export type RouteCounts = {
  readonly waiting: number;
  readonly queued: number;
  readonly inDoubt: number;
  readonly dead: number;
  readonly blocked: number;
};

/** Where the circuits of a connection's workers stand. */
export type CircuitReport = {
  readonly worker: string;
  readonly state: string;
  readonly reason: string | null;
  readonly since: string;
};

/** What the database knows about the parts of the plan. */
export type PlanState = {
  /** By route; also of routes that no configuration names any more. */
  counts(): Promise<ReadonlyMap<string, RouteCounts>>;
  /** By connection. */
  circuits(): Promise<ReadonlyMap<string, readonly CircuitReport[]>>;
};
