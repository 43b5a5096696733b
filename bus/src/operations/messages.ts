import { openStates, settledStates } from "../delivery/states.ts";
import type { Page, PageRequest } from "./page.ts";

/**
 * `pending`: decided at the intake, and no worker has claimed it yet. `forgotten`: settled, longer ago than the ledger
 * remembers how.
 */
export const messageStates = ["pending", ...openStates, ...settledStates, "forgotten"] as const;
export type MessageState = (typeof messageStates)[number];

export type MessageFilter = {
  readonly state?: MessageState | undefined;
  readonly route?: string | undefined;
  readonly connection?: string | undefined;
  readonly type?: string | undefined;
  readonly source?: string | undefined;
  readonly sourceId?: string | undefined;
  readonly entityKey?: string | undefined;
  /** RFC 3339: accepted at or after. */
  readonly from?: string | undefined;
  /** RFC 3339: accepted before. */
  readonly to?: string | undefined;
};

/** One accepted message on one of its routes; `route` and `state` are null for one that nobody subscribes to. */
export type MessageRow = {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly sourceId: string;
  readonly entityKey: string;
  readonly acceptedAt: string;
  readonly causationId: string | null;
  readonly route: string | null;
  readonly state: MessageState | null;
  readonly attempts: number;
  readonly settledAt: string | null;
  readonly nextAttemptAt: string | null;
  readonly vendorReference: string | null;
};

/** A message in a chain of causes. */
export type RelatedMessage = { readonly id: string; readonly type: string; readonly acceptedAt: string };

export type MessageDelivery = {
  /** `<messageId>:<route>` */
  readonly id: string;
  readonly route: string;
  readonly state: MessageState;
  readonly attempts: number;
  readonly generation: number;
  readonly settledAt: string | null;
  readonly nextAttemptAt: string | null;
  readonly vendorReference: string | null;
  readonly reason: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
};

export type MessageView = {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly sourceId: string;
  readonly entityKey: string;
  readonly acceptedAt: string;
  readonly traceparent: string | null;
  readonly deliveries: readonly MessageDelivery[];
  /** The message whose delivery begot this one. */
  readonly causedBy: RelatedMessage | null;
  /** What its own deliveries begot. */
  readonly begot: readonly RelatedMessage[];
};

/** Every accepted message within retention, settled or not. */
export type Messages = {
  /** Newest first. */
  list(filter: MessageFilter, page: PageRequest): Promise<Page<MessageRow>>;
  get(id: string): Promise<MessageView | undefined>;
};
