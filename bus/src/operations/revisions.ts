import type { StoredFailure } from "../ingress/retake.ts";
import type { Mendable } from "../mending/mend.ts";
import type { Act, Result } from "./act.ts";
import type { DeliveryKey } from "./delivery-id.ts";

/**
 * Where a revision can be: it waits for a second person (`proposed`) or for the next replay (`approved`); it was sent
 * (`dispatched`); or it never will be, because somebody rejected or withdrew it, nobody answered in time, or another took its
 * place.
 */
export const revisionStates = [
  "proposed",
  "approved",
  "dispatched",
  "rejected",
  "withdrawn",
  "expired",
  "replaced",
] as const;
export type RevisionState = (typeof revisionStates)[number];

/** What somebody has mended of a failure, and what became of that. Instants are RFC 3339. */
export type Revision = {
  readonly n: number;
  readonly state: RevisionState;
  readonly author: string;
  readonly reason: string;
  readonly writtenAt: string;
  /** The revision that it was made from; 0 is the message as it was published. */
  readonly base: number;
  /** Places for which a second person has to approve it; empty where nobody has to. */
  readonly delicate: readonly string[];
  /** Until when a second person may approve it; null where nobody has to. */
  readonly expiresAt: string | null;
  readonly decision: {
    readonly by: string;
    readonly at: string;
    readonly reason: string;
  } | null;
  /** The life that it was sent in first, and when that began. */
  readonly dispatch: { readonly generation: number; readonly at: string } | null;
};

/** A revision with the data before and after it. */
export type RevisedData = {
  readonly revision: Revision;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
};

/** Whether another person has to approve a revision, and within which time. */
export type Approval = { readonly delicate: readonly string[]; readonly withinMs: number };

/** A failed delivery whose data can be mended. */
export type MendableDelivery = Mendable & {
  /** The revision whose data this is; 0 is the message as it was published. */
  readonly base: number;
};

export type NewRevision = {
  /** What it was made from: refused where that is not what would be sent next any more. Not looked at if absent. */
  readonly base?: number;
  readonly contentType: string;
  /** What came beside the body; only of a failure of the way in. */
  readonly extensions: StoredFailure["extensions"];
  readonly body: Uint8Array;
  /** Undefined where nobody else has to approve it. */
  readonly approval: Approval | undefined;
  /** Places that it changes, for the audit. */
  readonly places: readonly string[];
};

/** What a second person, or the author, says of a revision that waits. */
export type Decision = "approve" | "reject" | "withdraw";

/** A revision that waits for a second person. */
export type WaitingRevision = Revision & {
  readonly id: string;
  readonly route: string;
  readonly type: string | null;
};

/** Edits of failed deliveries, beside the originals, which stay as they came. */
export type Revisions = {
  /** The data that would be sent next, with its bytes; undefined where there is no such delivery, or they are gone. */
  mendable(key: DeliveryKey): Promise<MendableDelivery | undefined>;
  /** A failure of the way in as it would be taken in again; undefined where there is none, or its bytes are gone. */
  intakeFailure(key: DeliveryKey): Promise<StoredFailure | undefined>;
  /** Keeps one; the next replay of the failure takes it, once it is approved where it has to be. */
  write(key: DeliveryKey, revision: NewRevision, act: Act): Promise<Result<Revision>>;
  decide(key: DeliveryKey, n: number, decision: Decision, act: Act): Promise<Result<Revision>>;
  /** Newest first, with the data of each; empty where there are none, or the message's bytes are gone. */
  list(key: DeliveryKey): Promise<readonly RevisedData[]>;
  /** The oldest first, at most a thousand. */
  waiting(): Promise<readonly WaitingRevision[]>;
};
