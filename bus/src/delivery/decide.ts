import { milliseconds, type AnyOperation, type Blocked, type Fact, type Outcome } from "../adapter/index.ts";
import type { RoutePolicy } from "../route.ts";
import { backoffMs } from "./backoff.ts";
import type { DeliveryState } from "./states.ts";

/** What the ledger knew of a delivery when it was claimed. */
export type Standing = {
  readonly starts: number;
  readonly attempts: number;
  readonly era: number;
  /** How long an effect has been possible without our knowing; undefined where it is not. */
  readonly doubtMs: number | undefined;
  /** Since the message was accepted, or an operator gave the delivery a new life. */
  readonly ageMs: number;
};

/** What the settle writes. */
export type Transition = {
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly era: number;
  /** Whether an effect may now exist without our knowing. */
  readonly inDoubt: boolean;
  /** It goes to quarantine, and the starts without an outcome, but for this one, still count. */
  readonly suspect?: boolean;
  /** Only of `waiting`: how long, and why. */
  readonly delayMs?: number;
  readonly reason?: string;
  readonly vendorReference?: string | undefined;
  /** Present where this attempt makes the delivery a failure. */
  readonly error?: { readonly code: string; readonly message: string };
  readonly facts: readonly Fact[];
  /** Ids of a person: what this connection remembers of them is erased. */
  readonly forget?: readonly string[];
  /**
   * Whether it gives up its place in its lane, and gets one at the end when its time comes: what it waits for may be what
   * stands behind it. Nothing of it was ever sent.
   */
  readonly aside?: boolean;
};

/** Outcomes of the bus itself, beside those an adapter can give. */
export type Held =
  /** Something that it needs is not there yet; nothing was sent, nothing is charged. */
  | { readonly kind: "notYet"; readonly reason: string; readonly delayMs: number; readonly aside?: true }
  /** Something that it needs was never written, and nobody is about to. */
  | (Blocked & { readonly aside: true })
  /** The probe could not be asked; the doubt stays, and the budget is not touched. */
  | { readonly kind: "probeFailed"; readonly code: string; readonly message: string }
  /** Nothing but a person can settle it: to try again by ourselves could do it twice. */
  | { readonly kind: "unanswerable"; readonly code: string; readonly message: string }
  /** Its workers died with it: its last chance is to be started alone. Nothing was tried, so this start does not count. */
  | { readonly kind: "suspect"; readonly reason: string; readonly delayMs: number }
  | Erased
  /** It was started too often without any outcome; what those starts did is not known. */
  | { readonly kind: "poison"; readonly code: string; readonly message: string };

/** Whom the message is about has been forgotten, and its data with them: nobody can send it any more. */
export type Erased = { readonly kind: "erased" };

export type AttemptOutcome = Outcome | Held;

type Decide = {
  readonly outcome: AttemptOutcome;
  /** Whether something may have been done that the outcome does not speak of. */
  readonly doubt: boolean;
  readonly standing: Standing;
  readonly operation: AnyOperation;
  readonly policy: RoutePolicy;
  readonly random: () => number;
};

/** From an outcome to what becomes of the delivery. Pure: the whole retry and doubt policy is this function. */
export function decide({ outcome, doubt, standing, operation, policy, random }: Decide): Transition {
  const { attempts, era } = standing;
  const same = { attempts, era, facts: [] };
  const failures = attempts + 1;
  switch (outcome.kind) {
    case "applied":
      return {
        ...same,
        state: "applied",
        inDoubt: false,
        vendorReference: outcome.reference,
        facts: outcome.remember.filter(isRecallable),
      };
    case "unchanged":
    case "superseded":
      return { ...same, state: outcome.kind, inDoubt: false, reason: outcome.reason };
    case "notYet":
      return {
        ...same,
        state: "waiting",
        inDoubt: doubt,
        delayMs: outcome.delayMs,
        reason: outcome.reason,
        aside: "aside" in outcome && !doubt,
      };
    case "throttled":
      return {
        ...same,
        state: "waiting",
        inDoubt: doubt,
        delayMs: askedFor(outcome, policy) ?? backoffMs(standing.starts, policy, random),
        reason: `limit: ${outcome.message}`,
      };
    case "probeFailed":
      return {
        ...same,
        state: "waiting",
        inDoubt: true,
        delayMs: backoffMs(standing.starts, policy, random),
        reason: "backoff",
        error: { code: outcome.code, message: outcome.message },
      };
    case "retry": {
      const failed = { attempts: failures, era, facts: [], inDoubt: doubt, error: errorOf(outcome) };
      if (exhausted(failures, standing, policy)) return { ...failed, state: "dead" };
      const askedMs = askedFor(outcome, policy);
      if (askedMs !== undefined)
        return { ...failed, state: "waiting", delayMs: askedMs, reason: "Retry-After" };
      return { ...failed, state: "waiting", delayMs: backoffMs(failures, policy, random), reason: "backoff" };
    }
    case "erased":
      return { ...same, state: "discarded", inDoubt: false, reason: "erased" };
    case "suspect":
      return {
        ...same,
        state: "waiting",
        inDoubt: doubt,
        delayMs: outcome.delayMs,
        reason: outcome.reason,
        suspect: true,
      };
    case "unanswerable":
      return { ...same, state: "inDoubt", inDoubt: true, error: errorOf(outcome) };
    case "poison":
      return { ...same, state: "dead", inDoubt: true, error: errorOf(outcome) };
    case "inDoubt":
      return afterDoubt({ outcome, doubt, standing, operation, policy, random });
    case "rejected":
      return {
        attempts: failures,
        // Where nothing was done a new key is safe, and needed: some vendors answer the same key with the stored refusal.
        era: doubt ? era : era + 1,
        facts: [],
        state: "dead",
        inDoubt: doubt,
        error: errorOf(outcome),
      };
    case "blocked":
      return {
        ...same,
        state: "blocked",
        inDoubt: doubt,
        error: errorOf(outcome),
        aside: "aside" in outcome && !doubt,
      };
  }
}

/**
 * An index takes no longer ids, and what was done is settled all the same. Whoever wants to recall such a fact is `blocked`,
 * which tells a person.
 */
const isRecallable = ({ id }: Fact): boolean => Buffer.byteLength(id) <= longestIdBytes;
const longestIdBytes = 2_000;

/** It left and no clear answer came: try again where that is safe, else ask a person. */
function afterDoubt({
  outcome,
  standing,
  operation,
  policy,
  random,
}: Decide & { outcome: { code: string; message: string } }): Transition {
  const failures = standing.attempts + 1;
  const doubtful = {
    attempts: failures,
    era: standing.era,
    facts: [],
    inDoubt: true,
    error: errorOf(outcome),
  };
  const answerable =
    operation.idempotency !== "none" && !keyExpired(operation, policy, standing.doubtMs ?? 0);
  if (!answerable || exhausted(failures, standing, policy)) return { ...doubtful, state: "inDoubt" };
  const quiet = quietMs(operation, policy);
  const delayMs = Math.max(backoffMs(failures, policy, random), quiet);
  // What only backs off is let go as soon as the vendor is back; what may still land is not.
  const reason = operation.idempotency === "probe" ? "probe" : quiet > 0 ? "may still land" : "backoff";
  return { ...doubtful, state: "waiting", delayMs, reason };
}

/** The wait that the vendor asked for: not so short that it hammers, not so long that nobody would see the end of it. */
function askedFor(
  { retryAfterMs }: { retryAfterMs?: number | undefined },
  policy: RoutePolicy,
): number | undefined {
  if (retryAfterMs === undefined || Number.isNaN(retryAfterMs)) return undefined;
  return Math.min(Math.max(shortestAskedMs, retryAfterMs), policy.totalAgeMs);
}

const shortestAskedMs = 1_000;

/**
 * Whether the vendor may have forgotten the key under which a doubtful effect was sent. The key was first used at the most
 * a lease before the doubt was noted, and a repeat may take its whole timeout to arrive.
 */
export function keyExpired(
  operation: AnyOperation,
  { leaseMs, timeoutMs }: RoutePolicy,
  doubtMs: number,
): boolean {
  if (operation.idempotency !== "key") return false;
  return leaseMs + doubtMs + timeoutMs >= milliseconds(operation.key.validFor);
}

/**
 * How long a delivery in doubt must be left alone. A probe is asked once the call can no longer land and the vendor's reads
 * have caught up. Where order matters a repeat must not be done before the call itself may land: it would undo what comes
 * after it; only a key keeps it from landing twice.
 */
export function quietMs(operation: AnyOperation, policy: RoutePolicy): number {
  if (operation.idempotency === "probe") return policy.timeoutMs + milliseconds(operation.probe.readLag);
  const ordered = operation.lane !== undefined || operation.order === "latestWins";
  return ordered && operation.idempotency === "natural" ? policy.timeoutMs : 0;
}

function exhausted(failures: number, { ageMs }: Standing, policy: RoutePolicy): boolean {
  return failures >= policy.attempts || ageMs >= policy.totalAgeMs;
}

const errorOf = ({ code, message }: { readonly code: string; readonly message: string }) => ({
  code,
  message,
});
