import type { Envelope } from "@spindlebus/contracts";
import { openStates, type DeliveryState } from "../delivery/states.ts";
import type { Act, Result } from "./act.ts";
import type { DeliveryKey } from "./delivery-id.ts";
import type { GroupFilter } from "./failure-groups.ts";
import type { Page, PageRequest } from "./page.ts";

/** States that failures can be asked for by: the open ones, and what an operator has discarded. */
export const failureStates = [...openStates, "discarded"] as const;
export type FailureState = (typeof failureStates)[number];

/** A value at a dotted path of a message's data, such as `store.storeId`. */
export type PayloadValue = { readonly path: string; readonly value: string };

/** In place of a group's id: failures that are in none. */
export const noGroup = "none";

/** Which failures; everything that is named must fit. Without `states`: all that are not settled. */
export type FailureFilter = {
  readonly states?: readonly FailureState[] | undefined;
  readonly route?: string | undefined;
  readonly connection?: string | undefined;
  readonly type?: string | undefined;
  /** Its id, or {@link noGroup}. */
  readonly group?: string | undefined;
  /** In one of the groups that this finds. */
  readonly ofGroups?: GroupFilter | undefined;
  readonly entityKey?: string | undefined;
  /** The id of its message, or the beginning of it. */
  readonly message?: string | undefined;
  /** An id of the business or of a vendor: of the message, or remembered for it by an adapter. */
  readonly reference?: string | undefined;
  /** The error code; one that ends in `*` is how it begins. */
  readonly code?: string | undefined;
  readonly attempts?: { readonly min?: number | undefined; readonly max?: number | undefined } | undefined;
  /** Values at paths of the data that contracts declare indexed. */
  readonly payload?: readonly PayloadValue[] | undefined;
  /** Texts that are each in code, message or entity key, in any case of letters. */
  readonly texts?: readonly string[] | undefined;
  /** The UTC day on which its message was accepted, such as `2026-11-27`. */
  readonly day?: string | undefined;
  /** RFC 3339: last failed at or after. */
  readonly from?: string | undefined;
  /** RFC 3339: last failed before. */
  readonly to?: string | undefined;
};

/** How many fit a filter; where it is `about`, what the database expects there to be. */
export type FailureTally = { readonly value: number; readonly about: boolean };

/**
 * The same, and which: a checksum of their ids, in whichever order; null where it is `about`. Where one has left and another came
 * the number is as before, and the checksum is not.
 */
export type FailureCount = FailureTally & {
  readonly checksum: string | null;
  /** Only a part was looked through: there are so many at least. Then it is `about`, too. */
  readonly atLeast: boolean;
};

/** What a list has looked at, in RFC 3339; `complete` is false where there is more that it has not. */
export type SearchedWindow = {
  /** Null is the very beginning. */
  readonly from: string | null;
  readonly to: string;
  readonly complete: boolean;
};

/** A page of failures, how many there are on all pages, and in which time they were looked for. */
export type FailurePage = Page<Failure> & {
  readonly count: FailureCount;
  readonly window: SearchedWindow;
};

/** A search that did not end in time: nothing was found out, and it has to be narrowed. */
export class SearchTooWide extends Error {}

/** What went wrong; with the page that says what to do about it, where the adapter names one for this code. */
export type FailureError = { readonly code: string; readonly message: string; readonly runbook?: string };

/** A delivery that has failed and is not settled. Instants are RFC 3339. */
export type Failure = {
  /** `<messageId>:<route>` */
  readonly id: string;
  readonly messageId: string;
  /** The message's type; null where the intake knows nothing of it. */
  readonly type: string | null;
  readonly route: string;
  /** One that an operator replayed stays readable under its id: then this may be a settled state. */
  readonly state: DeliveryState;
  readonly attempts: number;
  /** Lives: each replay begins another. */
  readonly generation: number;
  readonly error: FailureError | null;
  readonly groupId: string | null;
  readonly entityKey: string | null;
  readonly firstFailedAt: string | null;
  readonly lastFailedAt: string | null;
  readonly nextAttemptAt: string | null;
  /** Why it waits, or why it was settled. */
  readonly reason: string | null;
  /** Since when an effect may exist at the vendor without our knowing. */
  readonly inDoubtSince: string | null;
  readonly settledAt: string | null;
  readonly vendorReference: string | null;
  /** Where it stands in a strict lane: who is first there, and how many wait behind that one. */
  readonly lane: { readonly id: string; readonly head: string; readonly behind: number } | null;
};

/** A message's exact bytes and what came beside them, or why they are not there. */
export type Payload =
  | {
      readonly kind: "stored";
      readonly envelope: Envelope;
      readonly contentType: string;
      readonly body: Uint8Array;
    }
  | { readonly kind: "gone"; readonly reason: string }
  /** Whom it was about has been forgotten: nobody can read it any more. */
  | { readonly kind: "erased"; readonly reason: string };

/** Who sees values as they are, and why. */
export type Reveal = Act & {
  /** JSON Pointers into the data; `""` is all of them. */
  readonly pointers: readonly string[];
};

/** One try at a delivery; request and response are redacted excerpts. */
export type AttemptView = {
  readonly n: number;
  readonly generation: number;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly outcome: string;
  readonly code: string | null;
  readonly message: string | null;
  readonly request: unknown;
  readonly response: unknown;
  readonly worker: string;
  readonly adapterVersion: string;
  readonly traceId: string | null;
};

/** What a person did with a delivery. */
export type HistoryEntry = {
  /** Of an answer to a doubt: the question as it stood then. */
  readonly question: unknown;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly reason: string | null;
  /** Of a replay: the job, and what became of this item. */
  readonly replay: { readonly id: string; readonly item: string; readonly generation: number | null } | null;
};

export type Answer = "applied" | "absent";

/** What operators see of failures, and what they can do with one. */
export type Failures = {
  /** Last failed first. @throws SearchTooWide */
  list(filter: FailureFilter, page: PageRequest): Promise<FailurePage>;
  get(key: DeliveryKey): Promise<Failure | undefined>;
  /** For what is shown masked; undefined where there is no such delivery. */
  message(key: DeliveryKey): Promise<Payload | undefined>;
  /** For what is shown as it is: the reading is audited first; undefined where there is no such delivery. */
  payload(key: DeliveryKey, reveal: Reveal): Promise<Payload | undefined>;
  /** Every life, newest first. */
  attempts(key: DeliveryKey, page: PageRequest): Promise<Page<AttemptView>>;
  /** Newest first. */
  history(key: DeliveryKey): Promise<readonly HistoryEntry[]>;
  /** Makes a waiting delivery due, as soon as that is safe. */
  retryNow(key: DeliveryKey, act: Act): Promise<Result<Failure>>;
  /** Gives it up: nothing will be sent any more. */
  discard(key: DeliveryKey, act: Act): Promise<Result<Failure>>;
  /** Takes a discard back. */
  restore(key: DeliveryKey, act: Act): Promise<Result<Failure>>;
  /** A person says whether the effect exists at the vendor. `absent` sends it again. */
  answer(key: DeliveryKey, answer: Answer, act: Act): Promise<Result<Failure>>;
};
