import { blocked, type Emission } from "../adapter/index.ts";
import type { Route } from "../route.ts";
import type { Attempted } from "./attempted.ts";
import { decide } from "./decide.ts";
import type { Claimed, Settlement } from "./ledger.ts";
import type { DeliveryLog, Ending, Line } from "./line.ts";
import { hidingOf, type Hide } from "./hide-personal.ts";
import { ofWhom } from "./of-whom.ts";
import type { Result } from "./ports.ts";
import { presentable } from "./presentable.ts";
import { recordOf } from "./record.ts";
import type { Token } from "./token.ts";
import { Unstorable } from "../unstorable.ts";

/** A claimed delivery that has been tried. */
export type Tried = {
  readonly token: Token;
  /** The same with its bytes, where they do not travel. */
  readonly loaded?: Token | undefined;
  readonly claim: Claimed;
  readonly attempted: Attempted;
  readonly startedAtMs: number;
};

/** The end of every attempt: result messages first, then the outcome is committed. */
export async function finish(tried: Tried, line: Line): Promise<Ending> {
  const hide = hidingOf(line.route.operation.on, (tried.loaded ?? tried.token).body);
  const attempted = presentable(tried.attempted, hide);
  await emit(tried.token, tried.claim, attempted, line);
  const settlement = settlementOf({ ...tried, attempted, hide }, line);
  try {
    return await settle(settlement, line);
  } catch (error) {
    if (!(error instanceof Unstorable)) throw error;
    return settle(
      settlementOf({ ...tried, attempted: refused(attempted, settlement, error), hide }, line),
      line,
    );
  }
}

async function settle(settlement: Settlement, line: Line): Promise<Ending> {
  const written = await line.settle(settlement);
  // Somebody else holds the claim now. What the ledger says then decides about this token.
  return written
    ? { kind: "done", log: logOf(settlement, line.route) }
    : { kind: "hold", forMs: 0, tried: true };
}

async function emit(token: Token, claim: Claimed, attempted: Attempted, line: Line): Promise<void> {
  const told = resultsOf(attempted);
  if (told.emissions.length > 0)
    await line.ports.emit({ route: line.route, token, claim, result: told.result }, told.emissions);
}

/** What everybody is to learn. A refusal that leaves open whether an earlier try was done tells nothing: a person looks first. */
function resultsOf({ outcome, doubt }: Attempted): {
  readonly result: Result;
  readonly emissions: readonly Emission[];
} {
  if (outcome.kind === "applied") return { result: "applied", emissions: outcome.emit };
  const isToldOf = outcome.kind === "rejected" && !doubt;
  return { result: "rejected", emissions: isToldOf ? (outcome.emit ?? []) : [] };
}

/** What the database refuses to keep of an attempt is told to a person, who mends the adapter; a replay then resolves the doubt. */
function refused(
  { outcome, doubt }: Attempted,
  { transition }: Settlement,
  { message }: Unstorable,
): Attempted {
  const told = `The attempt ended as ${outcome.kind}, and what the adapter made of it cannot be kept: ${message}. Mend the adapter, then replay.`;
  return {
    outcome: blocked("unstorable", told),
    doubt: doubt || outcome.kind === "applied" || transition.inDoubt,
  };
}

function settlementOf(
  { token, loaded = token, claim, attempted, startedAtMs, hide }: Tried & { readonly hide: Hide },
  line: Line,
): Settlement {
  const { route, worker } = line;
  const { random, clock } = line.ports;
  const decided = decide({
    outcome: attempted.outcome,
    doubt: attempted.doubt,
    standing: claim,
    operation: route.operation,
    policy: route.policy,
    random,
  });
  const durationMs = clock.now() - startedAtMs;
  return {
    token,
    opened: loaded,
    claim,
    transition: ofWhom(decided, route, loaded),
    attempt: recordOf({ attempted, token, route, worker, startedAtMs, durationMs, hide }),
  };
}

function logOf(
  { token, claim, transition, attempt: { outcome, code, durationMs, traceId } }: Settlement,
  route: Route,
): DeliveryLog {
  const { state } = transition;
  return {
    route: route.name,
    messageId: token.envelope.id,
    attempt: claim.starts,
    outcome,
    state,
    code,
    durationMs,
    traceId,
  };
}
