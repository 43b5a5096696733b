import type { GateLimits } from "../governor/accounts.ts";
import type { Left } from "../governor/left.ts";

/** Failures and waiting deliveries of a route by state, what stands in line, and what workers say they have in hand. What a queue still carries is not in it. */
export type RouteCounts = {
  readonly waiting: number;
  readonly queued: number;
  readonly inDoubt: number;
  readonly dead: number;
  readonly blocked: number;
  /** In line in its strict group. What has failed stands there too, and is counted as that alone. */
  readonly inLine: number;
  /** Deliveries that workers had in hand in the last seconds: under way, or at the gate. */
  readonly inFlight: number;
};

/** What is left of the limits of one account. */
export type AccountLeft = Left & { readonly key: string };

/** How a connection's limits stand, for all workers together. */
export type GovernorReport = {
  readonly circuit: "closed" | "open";
  /** The connection itself (no key) and its accounts, where they are not open. */
  readonly closures: readonly Closure[];
  /** Slots that workers have, whether they use them at this moment or not; by worker. */
  readonly slots: Readonly<Record<string, number>>;
};

/** Something that is closed, or reopens step by step. */
export type Closure = {
  readonly key: string | null;
  /** The vendor asked for it, or does not answer. */
  readonly cause: "limit" | "outage";
  readonly since: string;
  /** Until when nothing passes; none while it reopens. */
  readonly until: string | null;
  /** So many at a time while it reopens; 0 while nothing passes. */
  readonly allowed: number;
};

/** How a strict lane group is doing. */
export type LaneCounts = {
  /** Lanes with deliveries standing in line. */
  readonly lanes: number;
  readonly deliveries: number;
  /** Since the oldest of them was parked. */
  readonly oldestSeconds: number;
};

/** Messages of one type within the last 24 hours. */
export type TypeVolume = {
  readonly messages: number;
  /** Those that were not valid and have become failures of the way in; what was refused to its publisher is stored nowhere. */
  readonly invalid: number;
  /** Whether it is worked out from a sample. */
  readonly about: boolean;
  /** Who sent the most of them. */
  readonly sources: readonly { readonly source: string; readonly messages: number }[];
};

/** What the database knows about the parts of the plan. */
export type PlanState = {
  /** By route; also of routes that no configuration names any more. */
  counts(): Promise<ReadonlyMap<string, RouteCounts>>;
  /** By lane group, `<connection>.<group>`; of those where anything stands in line. */
  lanes(): Promise<ReadonlyMap<string, LaneCounts>>;
  /** By connection. */
  governors(): Promise<ReadonlyMap<string, GovernorReport>>;
  /** What is left now of the limits of connections, given and told by their ids. */
  left(limits: ReadonlyMap<string, GateLimits>): Promise<ReadonlyMap<string, Left>>;
  /** Of a connection's accounts with limits of their own, at most a hundred: those that were used last. Of all others everything is left. */
  accounts(connection: string, limits: GateLimits): Promise<readonly AccountLeft[]>;
  /** By message type. */
  volumes(): Promise<ReadonlyMap<string, TypeVolume>>;
};
