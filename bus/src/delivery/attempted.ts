import type { VendorRequest } from "../adapter/index.ts";
import type { Route } from "../route.ts";
import { quietMs, type AttemptOutcome } from "./decide.ts";
import type { Claimed } from "./ledger.ts";
import type { Answer } from "./ports.ts";
import type { Token } from "./token.ts";

/** One claimed delivery, ready to be attempted. */
export type Attempt = {
  readonly route: Route;
  readonly token: Token;
  /** The same with its data in clear, where the attempt itself has opened them. */
  readonly loaded?: Token;
  readonly claim: Claimed;
  /** The message's data, checked by the operation's contract. */
  readonly data: unknown;
  /** No request may start or end after this (`Date.now()` scale): the lease ends soon after. */
  readonly deadlineMs: number;
};

/** What went over the wire last, for the record. */
export type Exchange = {
  readonly request: VendorRequest;
  readonly answer: Answer;
  /** Which part of the attempt it was, where it was not the first request for the message alone. */
  readonly part?: `step ${number}` | "probe" | "batch";
};

export type Attempted = {
  readonly outcome: AttemptOutcome;
  readonly exchange?: Exchange;
  /** What would have been sent, where nothing was to be. */
  readonly shown?: VendorRequest;
  /**
   * Whether something may have been done without our knowing, by an earlier try or by an earlier step of this one. What
   * the last request's outcome proves, it proves of that request alone.
   */
  readonly doubt: boolean;
};

/** An outcome that leaves open whether something was done. */
export const inDoubtStill = (outcome: AttemptOutcome): Attempted => ({ outcome, doubt: true });

/** Nothing was sent now; if something was before, it may still land, or be missed by the vendor's reads. */
export function later(
  { operation, policy }: Pick<Route, "operation" | "policy">,
  { doubt, reason }: { readonly doubt: boolean; readonly reason: string },
): AttemptOutcome {
  return { kind: "notYet", reason, delayMs: doubt ? quietMs(operation, policy) : 0 };
}

/** Why nothing is sent to a vendor that would answer too late. */
export const outOfTime = "the lease would have ended before the answer";
/** Why a message that is worthless by now is not sent. */
export const expired = "its expirytime was over before it could be sent";
