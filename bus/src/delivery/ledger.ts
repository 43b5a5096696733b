import type { AttemptRecord } from "./attempt-record.ts";
import type { Standing, Transition } from "./decide.ts";
import type { Token } from "./token.ts";

/** Who claims, under which fence, and for how long. */
export type ClaimTerms = {
  readonly worker: string;
  /**
   * Random per claim: a settle under another fence changes nothing. A claim repeated under the same fence, because its
   * answer was lost, finds what it claimed. Tokens of one message in one claim take the following numbers.
   */
  readonly fence: number;
  readonly leaseMs: number;
};

/** A delivery that is ours until the lease ends. */
export type Claimed = Standing & {
  readonly kind: "claimed";
  readonly fence: number;
  readonly generation: number;
  readonly revision: number;
  /** Claims since the last outcome, this one included. */
  readonly barren: number;
  /** The vendor call that it was last sent with, together with others. */
  readonly batchId?: string | undefined;
  /** A person wants to know what the vendor has: it is asked, and whatever it says, nothing is sent again. */
  readonly asked?: true;
};

export type ClaimResult =
  | Claimed
  /** Settled, stale, or safely stored: the token has done its work. */
  | { readonly kind: "notOurs" }
  /** Somebody else's live claim, and this token carries the only copy: look again when the lease is over. */
  | { readonly kind: "held"; readonly forMs: number };

export type Settlement = {
  /** As it came: this is what is kept. */
  readonly token: Token;
  /** The same with its data in clear, for what is worked out of them. */
  readonly opened?: Token;
  readonly claim: Claimed;
  readonly transition: Transition;
  readonly attempt: AttemptRecord;
};

/** A delivery that is not to be started yet. */
export type Deferral = {
  readonly token: Token;
  readonly forMs: number;
  readonly reason: string;
};

/** A vendor call for many deliveries. */
export type BatchTerms = {
  readonly id: string;
  /** Message ids of those that will be sent, where they are claimed. */
  readonly sendable: readonly string[];
  /** The vendor knows the call by a key, so that exactly these deliveries must be sent again under it. */
  readonly keyed: boolean;
};

/** The other deliveries of a call that must be repeated as it was. */
export type RestOfBatch =
  | { readonly kind: "claimed"; readonly rest: readonly { readonly token: Token; readonly claim: Claimed }[] }
  /** Somebody holds one of them: look again later. */
  | { readonly kind: "elsewhere" }
  /** One of them is settled, or gone: the call can never be repeated as it was. */
  | { readonly kind: "broken" };

/** The record of every delivery. All times are the database's. */
export type Ledger = {
  /** Claims the deliveries of these tokens on one route in one committed statement; results in the order of the tokens. */
  claim(route: string, tokens: readonly Token[], terms: ClaimTerms): Promise<readonly ClaimResult[]>;
  /** Commits outcomes of one route; false where the fence was lost, and nothing was written. */
  settle(route: string, settlements: readonly Settlement[]): Promise<readonly boolean[]>;
  /** Claims like `claim`, and commits with it which deliveries the call has; of a keyed one their messages as well. */
  claimBatch(
    route: string,
    tokens: readonly Token[],
    terms: ClaimTerms,
    batch: BatchTerms,
  ): Promise<readonly ClaimResult[]>;
  /** Claims all that belongs to a keyed call but is not claimed under this fence already: everything or nothing. */
  claimRest(
    route: string,
    batchId: string,
    terms: ClaimTerms,
    known: readonly string[],
  ): Promise<RestOfBatch>;
  /**
   * Stores deliveries that nobody has started as waiting, with their messages: no start, no attempt. A delivery that is
   * elsewhere by now stays as it is. The tokens have done their work afterwards.
   */
  defer(route: string, deferrals: readonly Deferral[]): Promise<void>;
};
