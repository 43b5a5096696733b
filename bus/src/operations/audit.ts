import type { Page, PageRequest } from "./page.ts";

/** One act of a person. */
export type AuditEntry = {
  readonly id: number;
  readonly at: string;
  readonly actor: string;
  /** `<what>.<act>`, e.g. `failure.discard`. */
  readonly action: string;
  readonly target: string;
  readonly reason: string | null;
  readonly detail: unknown;
};

export type AuditFilter = {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly target?: string | undefined;
  /** RFC 3339, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

/** A line that belongs to no act. */
export type AuditLine = {
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly reason?: string;
  readonly detail: object;
};

/** Who did what, when and why; only ever appended to. */
export type AuditLog = {
  /** Writes a line by itself: what was refused has no transaction that it would belong to. */
  append(line: AuditLine): Promise<void>;
  /** Newest first. */
  list(filter: AuditFilter, page: PageRequest): Promise<Page<AuditEntry>>;
};
