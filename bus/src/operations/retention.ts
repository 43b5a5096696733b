import type { RetentionPlan } from "../retention/retention.ts";

/** A day of the ledger, as it lies in the database. */
export type KeptDay = {
  /** `2026-11-27`, UTC. */
  readonly day: string;
  /** Deliveries, attempts and their indexes. */
  readonly bytes: number;
  /** As the database last estimated; null where it never has. */
  readonly deliveries: number | null;
  /** Failures of it that are not settled: they stay when it goes. */
  readonly open: number;
  /** When it is over, RFC 3339: the next round of retention after that takes it. */
  readonly goesAt: string;
  /** Why the last round left it although it was over. */
  readonly stays: string | null;
};

/** What is kept, what goes next, and what the last round did. */
export type RetentionView = {
  /** Oldest first. */
  readonly days: readonly KeptDay[];
  /** What was open when its day went. */
  readonly outlived: Pick<KeptDay, "bytes" | "deliveries" | "open">;
  readonly lastRun: RetentionRun | null;
};

/** What a round did: the days that it dropped, and rows that it removed by table. */
export type RetentionRun = {
  readonly at: string;
  readonly retired: readonly { readonly day: string; readonly dropped: number; readonly kept: number }[];
  readonly stayed: readonly { readonly day: string; readonly because: string }[];
  readonly pruned: Readonly<Record<string, number>>;
};

/** What operators see of retention. */
export type RetentionState = {
  view(plan: RetentionPlan): Promise<RetentionView>;
};
