/** What a run left behind, as plain data: the checker knows nothing else. Times are milliseconds since 1970. */
export type History = {
  readonly scenario: string;
  readonly seed: number;
  readonly routes: readonly RouteFacts[];
  /** What producers were told, in the order of the answers. */
  readonly told: readonly Told[];
  readonly messages: readonly MessageRow[];
  readonly deliveries: readonly DeliveryRow[];
  readonly attempts: readonly AttemptRow[];
  /** The vendor's own log, in its order. */
  readonly effects: readonly Effect[];
  /** Requests that would change something, as the vendor received them, whatever came of them. */
  readonly writes: readonly Write[];
  /** What is still in the queues, dead letters on their way included. */
  readonly queues: readonly { readonly name: string; readonly messages: number }[];
  readonly acts: readonly OperatorAct[];
  readonly faults: readonly Fault[];
  /** Whether the vendor did nothing wrong: then nothing may be charged to a delivery. */
  readonly vendorWasWell: boolean;
};

/** What the checker must know of a route. */
export type RouteFacts = {
  readonly name: string;
  readonly idempotency: "key" | "natural" | "probe" | "none";
  readonly leaseMs: number;
  readonly order: "unordered" | "strict" | "latestWins";
  /** Strict routes with the same lane keep one order among them. */
  readonly lane?: string;
  /** The type of the one result message of every applied delivery. */
  readonly emits?: string;
};

/** An answer to a producer. `unknown`: the connection was lost before it came, so it may have been stored. */
export type Told = {
  readonly atMs: number;
  readonly sourceId: string;
  readonly answer: "accepted" | "refused" | "unknown";
  readonly messageId?: string;
};

/** A message as the intake registered it. */
export type MessageRow = {
  readonly id: string;
  readonly source: string;
  readonly sourceId: string;
  readonly type: string;
  /** What the vendor knows it by. */
  readonly reference: string;
  /** The thing that it is about, and its place in that thing's history. */
  readonly entity: string;
  readonly place: number;
  readonly routes: readonly string[];
  readonly causationId?: string;
};

/** A ledger row, read after the quiet phase by the database's clock. */
export type DeliveryRow = {
  readonly messageId: string;
  readonly route: string;
  readonly state: string;
  readonly starts: number;
  readonly attempts: number;
  readonly generation: number;
  readonly doubt: boolean;
  /** Whether the database holds the message's bytes; else its token carries the only copy. */
  readonly stored: boolean;
  /** Until it is due; only where it waits. */
  readonly dueInMs?: number;
  readonly reason?: string;
  readonly errorCode?: string;
};

export type AttemptRow = {
  readonly messageId: string;
  readonly route: string;
  readonly n: number;
  readonly atMs: number;
  readonly outcome: string;
  readonly worker: string;
  readonly code?: string;
};

/** Something that came to exist at the vendor. */
export type Effect = {
  readonly n: number;
  readonly atMs: number;
  readonly route: string;
  readonly reference: string;
};

export type Write = { readonly atMs: number; readonly route: string; readonly reference: string };

/** What an operator was told about one delivery. */
export type OperatorAct = {
  readonly atMs: number;
  readonly act: "replay" | "discard" | "absent" | "applied" | "skip";
  readonly messageId: string;
  readonly route: string;
  readonly done: boolean;
};

/** What the nemesis did; a freeze has an end. */
export type Fault = {
  readonly atMs: number;
  readonly untilMs?: number;
  readonly kind: string;
  readonly target: string;
};
