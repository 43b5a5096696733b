import type { Act, Result } from "./act.ts";
import type { Page, PageRequest } from "./page.ts";
import type { GroupRule, ReplayRule } from "./replay-rule.ts";

/** `regressed`: it had been resolved, and has failed again since. */
export const groupStates = ["open", "acknowledged", "snoozed", "resolved", "regressed"] as const;
export type GroupState = (typeof groupStates)[number];

/** The states that a person gives; that a group has regressed only a failure says. */
export const givenGroupStates = ["open", "acknowledged", "snoozed", "resolved"] as const;
export type GivenGroupState = (typeof givenGroupStates)[number];

/** What ends a snooze: whatever holds first. */
export type Snooze = {
  /** RFC 3339. */
  readonly until?: string | undefined;
  /** So many deliveries have failed into the group since. */
  readonly count?: number | undefined;
  /** So many within the last `seconds`. */
  readonly rate?: { readonly count: number; readonly seconds: number } | undefined;
};

/** Failures with the same fingerprint: route, code, and text without its details. */
export type FailureGroup = {
  readonly id: string;
  readonly connection: string;
  readonly operation: string;
  readonly route: string;
  readonly code: string;
  readonly title: string;
  /** The page that says what to do about this code, where the adapter names one. */
  readonly runbook?: string;
  readonly state: GroupState;
  readonly stateSince: string;
  /** What ends it, while it is snoozed. */
  readonly snooze: Snooze | null;
  readonly owner: string | null;
  /** The URL of a ticket. */
  readonly ticket: string | null;
  readonly note: string | null;
  /** When its failures are replayed by themselves; also once that has happened, and which replay it became. */
  readonly replayWhen: GroupRule | null;
  /** Failures in it now. */
  readonly count: number;
  /** How often it failed in each of the last 24 hours of the clock (UTC), settled or not; the last is the one that has begun. */
  readonly hourly: readonly number[];
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
};

export type GroupFilter = {
  readonly state?: GroupState | undefined;
  readonly owner?: string | undefined;
  readonly connection?: string | undefined;
  /** Also those whose failures are all settled. */
  readonly includeSettled?: boolean | undefined;
};

/** What a person may write on a group; null clears, undefined leaves. A snooze goes with the state `snoozed`. */
export type GroupChange = {
  readonly state?: GivenGroupState | undefined;
  readonly snooze?: Snooze | undefined;
  readonly owner?: string | null | undefined;
  readonly ticket?: string | null | undefined;
  readonly note?: string | null | undefined;
  readonly replayWhen?: ReplayRule | null | undefined;
};

export type FailureGroups = {
  /** Last seen first. */
  list(filter: GroupFilter, page: PageRequest): Promise<Page<FailureGroup>>;
  get(id: string): Promise<FailureGroup | undefined>;
  change(id: string, change: GroupChange, act: Act): Promise<Result<FailureGroup>>;
};
