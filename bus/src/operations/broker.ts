import type { Inspected } from "../rabbitmq/inspect.ts";

/** What a queue is for. */
export const queueKinds = ["work", "retry", "lane", "dead", "intake", "journal", "quarantine"] as const;
export type QueueKind = (typeof queueKinds)[number];

/** Whose a declared queue is, and what for. */
export type QueueRole = {
  readonly name: string;
  readonly kind: QueueKind;
  /** The route that it belongs to; null where it serves several, or none. */
  readonly route: string | null;
  /** `<connection>.<group>` of a strict group's queues. */
  readonly laneGroup: string | null;
  /** Null for what all connections share. */
  readonly connection: string | null;
};

/** A declared queue as it is now. */
export type QueueView = QueueRole & {
  readonly exists: boolean;
  /** Messages that wait to be delivered; what consumers hold is not among them. */
  readonly ready: number;
  readonly consumers: number;
};

/** The declared exchanges and queues against the broker, and when that was looked at. */
export type Comparison = { readonly at: string; readonly found: readonly Inspected[] };

/** What operators see of the broker. Nothing is changed by looking, and nothing is asked before somebody does. */
export type Broker = {
  /** @throws BrokerAway */
  version(): Promise<string>;
  /** Every declared queue. @throws BrokerAway */
  queues(): Promise<{ readonly at: string; readonly queues: readonly QueueView[] }>;
  /** As `spindle topology plan` finds it; undefined while somebody applies a topology. @throws BrokerAway */
  compare(): Promise<Comparison | undefined>;
};
