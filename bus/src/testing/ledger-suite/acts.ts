import type { Transition } from "../../delivery/decide.ts";
import type { BatchTerms, Claimed, ClaimResult, ClaimTerms, Settlement } from "../../delivery/ledger.ts";
import type { Token } from "../../delivery/token.ts";
import { noteToken } from "../delivery/note.ts";
import type { LedgerUnderTest } from "./under-test.ts";

const route = "toy.takeNote";
export const leaseMs = 30_000;
export const dayMs = 86_400_000;

/** The acts of workers on a ledger. */
export type Acts = Awaited<ReturnType<typeof actsOn>>;

let fence = 0;

/** A fresh ledger, and what workers do to it. */
export async function actsOn(open: () => Promise<LedgerUnderTest>) {
  const parts = await open();
  const { ledger } = parts;
  const terms = (): ClaimTerms => ({ worker: "w-1", fence: (fence += 1_000), leaseMs });
  const claimAll = (tokens: readonly Token[], under = terms()) => ledger.claim(route, tokens, under);
  const claim = async (token: Token) => only(await claimAll([token]));
  const claimed = async (token: Token) => mustBeClaimed(await claim(token));
  const settleAll = (settlements: readonly Settlement[]) => ledger.settle(route, settlements);
  const settle = async (token: Token, won: Claimed, transition: Transition) =>
    only(await settleAll([settlement(token, won, transition)]));
  const claimBatch = (tokens: readonly Token[], batch: BatchTerms, under = terms()) =>
    ledger.claimBatch(route, tokens, under, batch);
  const claimRest = (batchId: string, under: ClaimTerms, known: readonly string[]) =>
    ledger.claimRest(route, batchId, under, known);
  const defer = (token: Token, forMs: number) => ledger.defer(route, [{ token, forMs, reason: "limit" }]);
  /** A delivery that has failed once and waits for its retry. */
  const failedOnce = async (token = noteToken()) => {
    await settle(token, await claimed(token), waiting);
    await parts.pass(1_000);
    return { token, retry: only(await parts.takeDue()) };
  };
  return {
    ...parts,
    terms,
    defer,
    claimBatch,
    claimRest,
    claimAll,
    claim,
    claimed,
    settleAll,
    settle,
    failedOnce,
  };
}

export const applied: Transition = {
  state: "applied",
  attempts: 0,
  era: 0,
  inDoubt: false,
  vendorReference: "v-1",
  facts: [],
};
export const unchanged: Transition = {
  state: "unchanged",
  attempts: 0,
  era: 0,
  inDoubt: false,
  reason: "nothing to do",
  facts: [],
};
export const waiting: Transition = {
  state: "waiting",
  attempts: 1,
  era: 0,
  inDoubt: false,
  delayMs: 500,
  reason: "backoff",
  error: { code: "ECONNREFUSED", message: "The connection failed." },
  facts: [],
};
export const dead: Transition = {
  state: "dead",
  attempts: 1,
  era: 0,
  inDoubt: false,
  error: { code: "refused", message: "The vendor said no." },
  facts: [],
};

export const fact = (id: string, vendorId: string) => ({ kind: "note", id, vendorId, facts: { cups: 2 } });

export function settlement(token: Token, claim: Claimed, transition: Transition): Settlement {
  const attempt = {
    startedAtMs: Date.now(),
    durationMs: 12,
    outcome: transition.state,
    code: transition.error?.code,
    message: transition.error?.message ?? transition.reason,
    worker: "w-1",
    adapterVersion: "1",
  };
  return { token, claim, transition, attempt };
}

export function mustBeClaimed(result: ClaimResult): Claimed {
  if (result.kind !== "claimed") throw new Error(`expected a claim, got ${result.kind}`);
  return result;
}

export function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error(`there is no item ${index}`);
  return item;
}

export function only<T>(items: readonly T[]): T {
  if (items.length !== 1) throw new Error(`expected one item, got ${items.length}`);
  return at(items, 0);
}
