import { openStates, settledStates } from "../delivery/states.ts";
import type { FailureTally, HistoryEntry, SearchedWindow } from "./failures.ts";
import type { Page, PageRequest } from "./page.ts";

/**
 * `pending`: decided at the intake, and no worker has claimed it yet. `forgotten`: settled, longer ago than the ledger
 * remembers how.
 */
export const messageStates = ["pending", ...openStates, ...settledStates, "forgotten"] as const;
export type MessageState = (typeof messageStates)[number];

/**
 * What people look for among messages. `failed` waits for a person; `retrying` has failed and goes on by itself; `delayed` waits
 * and has not failed.
 */
export const messageViews = ["failed", "retrying", "delayed", "discarded", "settled", "all"] as const;
export type MessageViewName = (typeof messageViews)[number];

export type MessageFilter = {
  readonly view?: MessageViewName | undefined;
  readonly state?: MessageState | undefined;
  readonly route?: string | undefined;
  readonly connection?: string | undefined;
  readonly type?: string | undefined;
  readonly source?: string | undefined;
  readonly sourceId?: string | undefined;
  readonly entityKey?: string | undefined;
  /** What is in error code, error text or entity key, in any case of letters. */
  readonly text?: string | undefined;
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
  /** Why it waits, or why it was settled. */
  readonly reason: string | null;
  /** The last one, also where it has been settled since. */
  readonly error: MessageError | null;
};

export type MessageError = { readonly code: string; readonly message: string };

/** A page of messages, and what was looked at for it. */
export type MessagePage = Page<MessageRow> & {
  /** On all pages; null where only reading them all would tell. */
  readonly count: FailureTally | null;
  readonly window: SearchedWindow;
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
  readonly error: MessageError | null;
  readonly groupId: string | null;
  /** When its token was last put in line for another attempt; null where none is. */
  readonly queuedAt: string | null;
  readonly inDoubtSince: string | null;
  readonly firstFailedAt: string | null;
  readonly lastFailedAt: string | null;
  /** Of every life, oldest first; of very many the newest. */
  readonly tries: readonly AttemptTime[];
  /** What people did with it, oldest first: replays and acts. */
  readonly history: readonly HistoryEntry[];
};

/** When an attempt was made, and how it ended. */
export type AttemptTime = {
  readonly n: number;
  readonly generation: number;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly outcome: string;
  readonly code: string | null;
  readonly worker: string;
  readonly adapterVersion: string;
  readonly traceId: string | null;
};

export type MessageView = {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly sourceId: string;
  readonly entityKey: string;
  readonly acceptedAt: string;
  readonly traceparent: string | null;
  /** Of the traceparent, where there is one. */
  readonly traceId: string | null;
  readonly deliveries: readonly MessageDelivery[];
  /** The message whose delivery begot this one. */
  readonly causedBy: RelatedMessage | null;
  /** All that led to it, from the first cause on: as many as there are hops. */
  readonly causes: readonly RelatedMessage[];
  /** What its own deliveries begot. */
  readonly begot: readonly RelatedMessage[];
};

/** Every accepted message within retention, settled or not. */
export type Messages = {
  /** Newest first. @throws SearchTooWide */
  list(filter: MessageFilter, page: PageRequest): Promise<MessagePage>;
  get(id: string): Promise<MessageView | undefined>;
};
