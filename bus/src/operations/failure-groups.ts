import type { Act, Result } from "./act.ts";
import type { GroupFacts } from "./group-facts.ts";
import type { GroupSelection, ManyGroupsChange, ManyGroupsResult } from "./many-groups.ts";
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
  /** The type of the message that failed last of those in it now; null where it is empty, or the intake knows nothing of it. */
  readonly type: string | null;
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
  /** How often it failed in the last three of these hours, less how often in the three before. */
  readonly trend: number;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
};

export type GroupFilter = {
  readonly ids?: readonly string[] | undefined;
  /** In one of these states. */
  readonly states?: readonly GroupState[] | undefined;
  readonly owner?: string | undefined;
  readonly connection?: string | undefined;
  readonly route?: string | undefined;
  /** Of one of the newest of its failures. */
  readonly type?: string | undefined;
  /** Where one of the newest of its failures came from; one that ends in `*` is how it begins. */
  readonly source?: string | undefined;
  /** The error code; one that ends in `*` is how it begins. */
  readonly code?: string | undefined;
  /** What is in title or code, in any case of letters. */
  readonly text?: string | undefined;
  /** RFC 3339: seen at or after. */
  readonly from?: string | undefined;
  /** RFC 3339: first seen before. */
  readonly to?: string | undefined;
  /** Also those whose failures are all settled. */
  readonly includeSettled?: boolean | undefined;
};

/** What a list of groups begins with: the newest, or the most. */
export const groupSorts = ["lastSeen", "firstSeen", "count", "trend"] as const;
export type GroupSort = (typeof groupSorts)[number];

/** A page of groups, and how many there are in each state, whichever state was asked for. */
export type GroupPage = Page<FailureGroup> & {
  readonly counts: Readonly<Record<GroupState | "all", number>>;
  /** Of all pages, in the states that were asked for: how many, and which. */
  readonly count: { readonly value: number; readonly checksum: string };
  /** Failures that are now in the groups of all pages. */
  readonly failures: number;
  /** Failures that are in no group, whatever was asked for: at most 10,001 are counted. */
  readonly ungrouped: number;
};

/** By what failures are put together, besides by their cause. */
export const groupings = ["route", "connection", "type", "code"] as const;
export type Grouping = (typeof groupings)[number];

/** Groups put together: what they add up to. */
export type GroupTally = {
  /** The route, connection, type or code; null where the type is not known. */
  readonly key: string | null;
  readonly groups: number;
  readonly count: number;
  readonly hourly: readonly number[];
  readonly trend: number;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
};

/** The largest tallies. */
export type GroupTallies = {
  readonly data: readonly GroupTally[];
  /** False where there are more than are listed. */
  readonly complete: boolean;
  readonly ungrouped: number;
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
  /** Last seen first, if nothing else is said. */
  list(filter: GroupFilter, page: PageRequest, sort?: GroupSort): Promise<GroupPage>;
  /** The most failures first. A group counts for the type of its newest failure. */
  tallies(by: Grouping, filter: GroupFilter): Promise<GroupTallies>;
  get(id: string): Promise<FailureGroup | undefined>;
  /** What is known of it beyond its row. */
  facts(group: FailureGroup): Promise<GroupFacts>;
  change(id: string, change: GroupChange, act: Act): Promise<Result<FailureGroup>>;
  /** One commit: each changed group has its own line in the audit, and the request has one with the numbers. */
  changeMany(selection: GroupSelection, change: ManyGroupsChange, act: Act): Promise<ManyGroupsResult>;
};
