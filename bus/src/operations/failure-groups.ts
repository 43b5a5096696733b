import type { Act, Result } from "./act.ts";
import type { Page, PageRequest } from "./page.ts";

export const groupStates = ["open", "acknowledged", "resolved"] as const;
export type GroupState = (typeof groupStates)[number];

/** Failures with the same fingerprint: route, code, and text without its details. */
export type FailureGroup = {
  readonly id: string;
  readonly connection: string;
  readonly operation: string;
  readonly route: string;
  readonly code: string;
  readonly title: string;
  readonly state: GroupState;
  readonly owner: string | null;
  readonly note: string | null;
  /** Failures in it now. */
  readonly count: number;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
};

export type GroupFilter = {
  readonly state?: GroupState | undefined;
  readonly connection?: string | undefined;
  /** Also those whose failures are all settled. */
  readonly includeSettled?: boolean | undefined;
};

/** What a person may write on a group; null clears, undefined leaves. */
export type GroupChange = {
  readonly state?: GroupState | undefined;
  readonly owner?: string | null | undefined;
  readonly note?: string | null | undefined;
};

export type FailureGroups = {
  /** Last seen first. */
  list(filter: GroupFilter, page: PageRequest): Promise<Page<FailureGroup>>;
  get(id: string): Promise<FailureGroup | undefined>;
  change(id: string, change: GroupChange, act: Act): Promise<Result<FailureGroup>>;
};
